// Checks everything in a directory with Go's own transparency log, golang.org/x/mod/sumdb, and says of each file whether
// it is accepted. Go's tiles have other paths than those of C2SP, and it knows no cosignatures: those few lines are here.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

var logKey, witnessKey note.Verifier

func main() {
	root := os.Args[1]
	var err error
	logKey, err = note.NewVerifier(line(filepath.Join(root, "log.vkey")))
	check(err)
	witnessKey, err = newCosigner(line(filepath.Join(root, "witness.vkey")))
	check(err)
	for _, group := range []string{"valid", "tampered"} {
		paths, err := filepath.Glob(filepath.Join(root, group, "*"))
		check(err)
		for _, path := range paths {
			verify, known := verifiers[filepath.Ext(path)]
			if !known {
				continue
			}
			if err := verify(path); err != nil {
				fmt.Printf("refused %s/%s: %v\n", group, filepath.Base(path), strings.ReplaceAll(err.Error(), "\n", " "))
			} else {
				fmt.Printf("accepted %s/%s\n", group, filepath.Base(path))
			}
		}
	}
}

var verifiers = map[string]func(string) error{
	".note":              verifyNote,
	".checkpoint":        func(path string) error { _, err := openCheckpoint(read(path)); return err },
	".tlog-proof":        verifyInclusion,
	".consistency-proof": verifyConsistency,
	".tiles":             verifyTiles,
}

func verifyNote(path string) error {
	_, err := note.Open(read(path), note.VerifierList(logKey))
	return err
}

func openCheckpoint(message []byte) (tlog.Tree, error) {
	opened, err := note.Open(message, note.VerifierList(logKey, witnessKey))
	if err != nil {
		return tlog.Tree{}, err
	}
	if len(opened.Sigs) != 2 {
		return tlog.Tree{}, fmt.Errorf("%d of 2 signatures", len(opened.Sigs))
	}
	// What Go reads differs from a checkpoint in its first line alone.
	prefix := logKey.Name() + "\n"
	if !strings.HasPrefix(opened.Text, prefix) {
		return tlog.Tree{}, errors.New("another origin")
	}
	return tlog.ParseTree([]byte("go.sum database tree\n" + strings.TrimPrefix(opened.Text, prefix)))
}

// Takes a proof file apart into the lines of its head and the checkpoint.
func split(path string) ([]string, tlog.Tree, error) {
	head, message, found := bytes.Cut(read(path), []byte("\n\n"))
	if !found {
		return nil, tlog.Tree{}, errors.New("no checkpoint")
	}
	tree, err := openCheckpoint(message)
	return strings.Split(string(head), "\n"), tree, err
}

func hashes(lines []string) ([]tlog.Hash, error) {
	var result []tlog.Hash
	for _, line := range lines {
		hash, err := tlog.ParseHash(line)
		if err != nil {
			return nil, err
		}
		result = append(result, hash)
	}
	return result, nil
}

func inclusion(path string) (int64, tlog.RecordProof, tlog.Tree, error) {
	head, tree, err := split(path)
	if err != nil {
		return 0, nil, tree, err
	}
	if head[0] != "c2sp.org/tlog-proof@v1" {
		return 0, nil, tree, errors.New("no proof")
	}
	if strings.HasPrefix(head[1], "extra ") {
		head = head[1:]
	}
	index, err := strconv.ParseInt(strings.TrimPrefix(head[1], "index "), 10, 64)
	if err != nil {
		return 0, nil, tree, err
	}
	proof, err := hashes(head[2:])
	return index, proof, tree, err
}

func verifyInclusion(path string) error {
	index, proof, tree, err := inclusion(path)
	if err != nil {
		return err
	}
	entry := read(strings.TrimSuffix(path, ".tlog-proof") + ".entry")
	return tlog.CheckRecord(proof, tree.N, tree.Hash, index, tlog.RecordHash(entry))
}

func consistency(path string) (tlog.Tree, tlog.TreeProof, tlog.Tree, error) {
	head, tree, err := split(path)
	if err != nil {
		return tlog.Tree{}, nil, tree, err
	}
	size, err1 := strconv.ParseInt(strings.TrimPrefix(head[1], "old-size "), 10, 64)
	root, err2 := tlog.ParseHash(strings.TrimPrefix(head[2], "old-root "))
	proof, err3 := hashes(head[3:])
	for _, err := range []error{err1, err2, err3} {
		if err != nil {
			return tlog.Tree{}, nil, tree, err
		}
	}
	return tlog.Tree{N: size, Hash: root}, proof, tree, nil
}

func verifyConsistency(path string) error {
	old, proof, tree, err := consistency(path)
	if err != nil {
		return err
	}
	return tlog.CheckTree(proof, tree.N, tree.Hash, old.N, old.Hash)
}

func read(path string) []byte {
	data, err := os.ReadFile(path)
	check(err)
	return data
}

func line(path string) string { return strings.TrimSuffix(string(read(path)), "\n") }

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
