package io.weir.buildtools;

import com.palantir.javaformat.java.Main;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Checks or repairs the format of every Java source of the project. {@code Format check|write ROOT CACHE}; a file whose
 * content was found well formatted before, as the cache remembers, is not looked at again.
 */
public final class Format {

    private static final String WRITE = "write";

    private Format() {}

    /** Ends with exit code 1 when {@code check} finds a file to repair, or a file cannot be parsed. */
    public static void main(String[] args) {
        // The formatter's threads would keep this process alive whatever happens.
        try {
            System.exit(run(args) ? 0 : 1);
        } catch (IOException | RuntimeException e) {
            System.err.println("The format cannot be checked: " + e);
            System.exit(1);
        }
    }

    private static boolean run(String[] args) throws IOException {
        boolean write = args[0].equals(WRITE);
        Path root = Path.of(args[1]).toAbsolutePath().normalize();
        FormattedFiles known = FormattedFiles.load(Path.of(args[2]));
        List<Path> files = known.unknownAmong(sources(root));
        boolean clean = files.isEmpty() || (write ? write(files) : check(files, root));
        if (clean) {
            known.remember(files);
        }
        return clean;
    }

    private static List<Path> sources(Path root) throws IOException {
        List<Path> sources = new ArrayList<>();
        try (Stream<Path> modules = Files.list(root)) {
            for (Path source : modules.map(module -> module.resolve("src")).toList()) {
                if (Files.isDirectory(source)) {
                    try (Stream<Path> files = Files.walk(source)) {
                        files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                    }
                }
            }
        }
        return sources;
    }

    private static boolean write(List<Path> files) {
        StringWriter said = new StringWriter();
        boolean written = palantir(said, files, "--replace") == 0;
        System.err.print(said);
        return written;
    }

    private static boolean check(List<Path> files, Path root) {
        StringWriter said = new StringWriter();
        boolean clean = palantir(said, files, "--dry-run", "--set-exit-if-changed") == 0;
        if (!clean) {
            System.err.println("These files are not formatted as the project's sources are:");
            said.toString().lines().forEach(line -> System.err.println("  " + line.replace(root + "/", "")));
            System.err.println("Repair them with: mvn -q -pl build-tools compile exec:exec@format");
        }
        return clean;
    }

    /** Palantir's own command line, in this process. */
    private static int palantir(StringWriter said, List<Path> files, String... options) {
        List<String> arguments = new ArrayList<>(List.of("--palantir"));
        arguments.addAll(List.of(options));
        files.forEach(file -> arguments.add(file.toString()));
        PrintWriter writer = new PrintWriter(said, true);
        try {
            return new Main(writer, writer, InputStream.nullInputStream()).format(arguments.toArray(String[]::new));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // its own class for wrong options is not public
            throw new IllegalStateException(e);
        }
    }
}
