package io.weir.benchmarks.server;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;

/**
 * Apache Kafka as its distribution starts it: the values of its {@code config/server.properties}, the heap of
 * {@code kafka-server-start.sh}, the flags of {@code kafka-run-class.sh}. Only ports and folders are ours.
 *
 * @param lib the folder with its jars
 */
public record KafkaDistribution(Path lib) implements Distribution {

    private static final String JAR = "kafka_2.13-";
    private static final String CLUSTER_ID = "5L6g3nShT-eMCtK--X86sw";
    private static final long FOLDER_ID = 0x5745495200000000L;
    private static final List<String> FLAGS = List.of(
            "-Xmx1G",
            "-Xms1G",
            "-server",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=20",
            "-XX:InitiatingHeapOccupancyPercent=35",
            "-XX:+ExplicitGCInvokesConcurrent",
            "-Djava.awt.headless=true",
            "-Dcom.sun.management.jmxremote=true",
            "-Dcom.sun.management.jmxremote.authenticate=false",
            "-Dcom.sun.management.jmxremote.ssl=false");

    @Override
    public String name() {
        return "Kafka";
    }

    @Override
    public boolean flushesBeforeAck() {
        return false;
    }

    @Override
    public void prepare(Path folder, Seat seat) throws IOException {
        Files.writeString(settings(folder), fill(resource("server.properties"), folder, seat));
        Files.writeString(folder.resolve("log4j2.xml"), resource("log4j2.xml"));
        List<String> format = new ArrayList<>(java(List.of(), "kafka.tools.StorageTool"));
        format.addAll(List.of("format", "-t", CLUSTER_ID, "-c", settings(folder).toString()));
        if (seat.isAlone()) {
            format.add("--standalone");
        } else {
            format.addAll(List.of("--initial-controllers", voters(seat)));
        }
        Processes.run(format, folder.resolve("format.log"));
    }

    @Override
    public List<String> command(Path folder, Seat seat) {
        List<String> flags = new ArrayList<>(FLAGS);
        flags.add("-Xlog:gc*:file=" + folder.resolve("kafkaServer-gc.log") + ":time,tags:filecount=10,filesize=100M");
        flags.add("-Dkafka.logs.dir=" + folder);
        flags.add("-Dlog4j2.configurationFile=" + folder.resolve("log4j2.xml"));
        List<String> command = new ArrayList<>(java(flags, "kafka.Kafka"));
        command.add(settings(folder).toString());
        return command;
    }

    /** The start of a command that runs one of Kafka's programs. */
    public List<String> java(List<String> flags, String program) {
        List<String> command = new ArrayList<>();
        command.add(Processes.java());
        command.addAll(flags);
        command.addAll(List.of("-cp", lib.resolve("*").toString(), program));
        return command;
    }

    /** The version in its jar's name. */
    public String version() throws IOException {
        try (Stream<Path> jars = Files.list(lib)) {
            return jars.map(jar -> jar.getFileName().toString())
                    .filter(name -> name.startsWith(JAR))
                    .map(name -> name.substring(JAR.length(), name.length() - ".jar".length()))
                    .findFirst()
                    .orElseThrow(() -> new IOException("No " + JAR + "*.jar in " + lib + "; use benchmarks/run"));
        }
    }

    private static Path settings(Path folder) {
        return folder.resolve("server.properties");
    }

    /** As {@code format} takes them: each with the id its folder is to have. */
    private static String voters(Seat seat) {
        return IntStream.rangeClosed(1, seat.controllerPorts().size())
                .mapToObj(node ->
                        node + "@127.0.0.1:" + seat.controllerPorts().get(node - 1) + ":" + new Uuid(FOLDER_ID, node))
                .collect(Collectors.joining(","));
    }

    private static String fill(String template, Path folder, Seat seat) {
        String quorum =
                seat.controllerPorts().stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
        return template.replace("@node.id@", Integer.toString(seat.nodeId()))
                .replace("@port@", Integer.toString(seat.port()))
                .replace("@controller.port@", Integer.toString(seat.controllerPort()))
                .replace("@quorum@", quorum)
                .replace("@data@", folder.resolve("data").toString());
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = KafkaDistribution.class.getResourceAsStream("/kafka/" + name)) {
            if (in == null) {
                throw new IOException("Missing among the resources: kafka/" + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
