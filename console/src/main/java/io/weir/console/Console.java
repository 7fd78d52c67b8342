package io.weir.console;

import io.weir.broker.Broker;
import io.weir.broker.config.BrokerConfig;
import io.weir.broker.config.StartupException;
import io.weir.console.http.HttpServer;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The admin listener of a broker that runs in this process. */
public final class Console implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    private boolean closed;
    private @Nullable HttpServer server;
    private @Nullable Resources resources;

    private Console() {}

    /**
     * Serves from soon on: the HTTP server starts in the background, because clients of the broker do not wait for it.
     *
     * @param whenOpen is told the address once it answers
     * @throws StartupException when the address was set and cannot be had; the default goes without in that case
     */
    public static Console open(Broker broker, BrokerConfig config, Consumer<String> whenOpen) {
        Console console = new Console();
        Optional<AdminListener> listener = AdminListener.of(config);
        if (listener.isEmpty()) {
            return console;
        }
        String trouble = listener.get().whyNotFree();
        if (trouble != null && listener.get().isAskedFor()) {
            throw new StartupException(trouble + "; give it another by weir.admin.listener, or none");
        }
        if (trouble != null) {
            LOG.warn(
                    "{}: this broker goes without console and metrics; give it another by weir.admin.listener",
                    trouble);
            return console;
        }
        Thread _ = Thread.ofPlatform()
                .daemon()
                .name("admin-start")
                .start(() -> console.start(broker, listener.get(), whenOpen));
        return console;
    }

    private void start(Broker broker, AdminListener listener, Consumer<String> whenOpen) {
        try {
            int port = serve(broker, listener);
            if (port < 0) {
                return;
            }
            whenOpen.accept(listener.url(port));
            if (listener.isOpenToOthers() && !listener.access().isTokenRequired()) {
                LOG.warn("The admin listener is open to other machines, and everybody may change everything there; set"
                        + " weir.admin.token or weir.admin.token.file");
            }
        } catch (RuntimeException | LinkageError e) {
            LOG.error("The admin listener at {} did not start: this broker goes without", listener.name(), e);
        }
    }

    private synchronized int serve(Broker broker, AdminListener listener) {
        if (closed) {
            return -1;
        }
        resources = new Resources(broker, listener.access());
        server = HttpServer.start(listener.address(), resources.routes(), listener.access());
        return server.port();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (server != null) {
            server.close();
        }
        if (resources != null) {
            resources.close();
        }
    }
}
