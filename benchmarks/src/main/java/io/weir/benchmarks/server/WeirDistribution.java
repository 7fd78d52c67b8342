package io.weir.benchmarks.server;

import java.nio.file.Path;
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
    public void prepare(Path folder, int port) {
        // Weir makes what it needs when it starts.
    }

    @Override
    public List<String> command(Path folder, int port) {
        return List.of(
                home.resolve("weir").toString(),
                "serve",
                "--port",
                Integer.toString(port),
                "--data",
                folder.resolve("data").toString());
    }
}
