package main

import (
	"encoding/binary"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"

	"golang.org/x/mod/sumdb/tlog"
)

// Reads the tiles of C2SP for Go.
type tiles struct{ directory string }

func (tiles) Height() int                     { return 8 }
func (tiles) SaveTiles([]tlog.Tile, [][]byte) {}
func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	var result [][]byte
	for _, tile := range wanted {
		data, err := os.ReadFile(t.path(strconv.Itoa(tile.L), tile.N, tile.W))
		if err != nil {
			return nil, err
		}
		result = append(result, data)
	}
	return result, nil
}

func (t tiles) path(level string, index int64, width int) string {
	path := fmt.Sprintf("%03d", index%1000)
	for index /= 1000; index > 0; index /= 1000 {
		path = fmt.Sprintf("x%03d/%s", index%1000, path)
	}
	if width < 256 {
		path += ".p/" + strconv.Itoa(width)
	}
	return filepath.Join(t.directory, "tile", level, path)
}

func (t tiles) entries(size int64) ([][]byte, error) {
	var result [][]byte
	for first := int64(0); first < size; first += 256 {
		width := 256
		if size-first < 256 {
			width = int(size - first)
		}
		data, err := os.ReadFile(t.path("entries", first/256, width))
		if err != nil {
			return nil, err
		}
		for len(data) > 0 {
			length := int(binary.BigEndian.Uint16(data)) + 2
			if length > len(data) {
				return nil, errors.New("an entry breaks off")
			}
			result = append(result, data[2:length])
			data = data[length:]
		}
	}
	if int64(len(result)) != size {
		return nil, fmt.Errorf("%d entries of %d", len(result), size)
	}
	return result, nil
}

// Checks each entry with a proof that Go makes from the tiles, and that the proofs that are there are the same as Go's.
func verifyTiles(directory string) error {
	tree, err := openCheckpoint(read(filepath.Join(directory, "checkpoint")))
	if err != nil {
		return err
	}
	t := tiles{directory}
	reader := tlog.TileHashReader(tree, t)
	entries, err := t.entries(tree.N)
	if err != nil {
		return err
	}
	for index, entry := range entries {
		proof, err := tlog.ProveRecord(tree.N, int64(index), reader)
		if err != nil {
			return err
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(index), tlog.RecordHash(entry)); err != nil {
			return err
		}
	}
	paths, err := filepath.Glob(filepath.Join(directory, "proofs", "*.tlog-proof"))
	check(err)
	for _, path := range paths {
		index, proof, _, err := inclusion(path)
		if err != nil {
			return err
		}
		own, err := tlog.ProveRecord(tree.N, index, reader)
		if err != nil || fmt.Sprint(own) != fmt.Sprint(proof) {
			return fmt.Errorf("%s is not Go's proof: %v", path, err)
		}
	}
	paths, err = filepath.Glob(filepath.Join(directory, "proofs", "*.consistency-proof"))
	check(err)
	for _, path := range paths {
		old, proof, _, err := consistency(path)
		if err != nil {
			return err
		}
		own, err := tlog.ProveTree(tree.N, old.N, reader)
		if err != nil || fmt.Sprint(own) != fmt.Sprint(proof) {
			return fmt.Errorf("%s is not Go's proof: %v", path, err)
		}
	}
	return nil
}
