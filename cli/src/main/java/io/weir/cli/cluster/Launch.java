package io.weir.cli.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How to start a broker as a process of its own. */
final class Launch {

    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private Launch() {}

    /**
     * The command: by the launcher that started this process where there is one, or else in the same way as this process.
     *
     * @param outlivesUs whether it goes on when the terminal is closed
     */
    static List<String> serve(Path folder, boolean outlivesUs) {
        List<String> command = new ArrayList<>();
        if (outlivesUs && Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        Map<String, String> environment = System.getenv();
        String launcher = environment.get("WEIR_LAUNCHER");
        if (launcher != null) {
            command.add(launcher);
        } else {
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:+UseSerialGC",
                    "-Xmx" + environment.getOrDefault("WEIR_HEAP", "512m"),
                    "--enable-native-access=ALL-UNNAMED",
                    "--sun-misc-unsafe-memory-access=allow",
                    "--add-opens",
                    "java.base/java.lang=ALL-UNNAMED",
                    "-cp",
                    System.getProperty("java.class.path"),
                    "io.weir.cli.Weir"));
        }
        command.addAll(List.of("serve", "--data", folder.toString()));
        return command;
    }
}
