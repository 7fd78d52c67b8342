package io.weir.benchmarks.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Weir by its own launcher, with its own defaults. */
public record WeirDistribution(Path home) implements Distribution {

    @Override
    public String name() {
        return "Weir";
    }

    @Override
    public boolean flushesBeforeAck() {
        return true;
    }

    @Override
    public void prepare(Path folder, Seat seat) {
        // Weir makes what it needs when it starts.
    }

    @Override
    public List<String> command(Path folder, Seat seat) {
        List<String> command = new ArrayList<>(List.of(
                home.resolve("weir").toString(),
                "serve",
                "--data",
                folder.resolve("data").toString()));
        if (seat.isAlone()) {
            command.addAll(List.of("--port", Integer.toString(seat.port())));
        } else {
            command.addAll(List.of(
                    "--set",
                    "node.id=" + seat.nodeId(),
                    "--set",
                    "listeners=PLAINTEXT://127.0.0.1:" + seat.port() + ",CONTROLLER://127.0.0.1:"
                            + seat.controllerPort(),
                    "--set",
                    "controller.listener.names=CONTROLLER"));
        }
        if (seat.nodeId() > 1) {
            command.addAll(List.of(
                    "--set",
                    "controller.quorum.bootstrap.servers=127.0.0.1:"
                            + seat.controllerPorts().getFirst()));
        }
        return command;
    }
}
