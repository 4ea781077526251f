package org.liege.decree;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.liege.decree.Accounts.Account;

/** This machine, as a uWSGI that the daemon starts for one file finds it. */
final class LocalUwsgiWorld implements UwsgiWorld {
    // uWSGI reads so much of a file whose size shows as 0, such as those of /proc.
    private static final int VIRTUAL_BYTES = 4096;
    private static final LinkOption[] FOLLOW = {};

    private final Path directory;
    private final Accounts accounts;
    private final UwsgiEnvironment environment;
    private final Companions companions;

    LocalUwsgiWorld(Path directory, Accounts accounts, UwsgiEnvironment environment, Companions companions) {
        this.directory = real(directory);
        this.accounts = accounts;
        this.environment = environment;
        this.companions = companions;
    }

    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            return directory;
        }
    }

    @Override
    public Path workingDirectory() {
        return directory;
    }

    @Override
    public String variable(String name) {
        return environment.variable(name);
    }

    @Override
    public byte[] read(Path file) throws IOException {
        companions.add(file);
        if (!Files.isRegularFile(file)) {
            Files.readAttributes(file, PosixFileAttributes.class);
            throw new FileSystemException(file.toString(), null, "it is no regular file");
        }
        long size = Files.size(file);
        if (size > Limits.FILE_BYTES) {
            throw new FileSystemException(file.toString(), null, "it is larger than " + Limits.FILE_BYTES + " bytes");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(size == 0 ? VIRTUAL_BYTES : Limits.FILE_BYTES);
        }
    }

    @Override
    public boolean isReadable(Path file) {
        companions.add(file);
        return Files.isReadable(file);
    }

    @Override
    public boolean isFile(Path file) {
        companions.add(file);
        return Files.isRegularFile(file, FOLLOW);
    }

    @Override
    public boolean isDirectory(Path file) {
        companions.add(file);
        return Files.isDirectory(file, FOLLOW);
    }

    @Override
    public boolean isLink(Path file) {
        return Files.isSymbolicLink(file);
    }

    @Override
    public Path realPath(Path file) throws IOException {
        return file.toRealPath();
    }

    @Override
    public long inode(Path file) throws IOException {
        return (Long) Files.getAttribute(file, "unix:ino", LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public List<String> list(Path place) {
        companions.add(place);
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(place)) {
            for (Path entry : stream) {
                names.add(entry.getFileName().toString());
                if (names.size() > Limits.DIRECTORY_NAMES) {
                    break;
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            return List.of();
        }
        return names;
    }

    @Override
    public String hostName() {
        return firstLine("/proc/sys/kernel/hostname");
    }

    @Override
    public int processors() {
        int count = 0;
        for (String range : firstLine("/sys/devices/system/cpu/online").split(",")) {
            String[] ends = range.split("-");
            count += (int) (NumberText.leading(ends[ends.length - 1]) - NumberText.leading(ends[0])) + 1;
        }
        return count;
    }

    private static String firstLine(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            return "";
        }
    }

    @Override
    public int uid() {
        return accounts.effectiveUid();
    }

    @Override
    public String userName() {
        return accounts.user(uid()).map(Account::name).orElse(Integer.toString(uid()));
    }

    @Override
    public int gid() {
        return accounts.effectiveGid();
    }

    @Override
    public Optional<String> groupName() {
        try {
            // The JDK has no question of its own for a group's name.
            return Optional.of(Files.readAttributes(Path.of("/proc/self/stat"), PosixFileAttributes.class)
                    .group()
                    .getName());
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
