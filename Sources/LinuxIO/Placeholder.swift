enum LinuxIOPlaceholder {}
