package io.weir.console.client;

import io.weir.console.http.Problem;
import io.weir.console.http.ProblemException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.protocol.Errors;
import org.jspecify.annotations.Nullable;

/** A client of this broker's own listener: made when somebody asks, closed when nobody has for a minute. */
public final class Clients implements AutoCloseable {

    private static final long TIMEOUT_MS = 20_000;
    private static final long GLANCE_MS = 1_000;
    private static final long IDLE_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Supplier<Admin> maker;
    private final LongSupplier nanos;
    private final Executor later;
    private @Nullable Admin admin;
    private long lastUsed;

    /** @param bootstrap host:port */
    public Clients(String bootstrap) {
        this(
                () -> Admin.create(Map.of(
                        "bootstrap.servers",
                        bootstrap,
                        "client.id",
                        "weir-console",
                        "request.timeout.ms",
                        (int) TIMEOUT_MS,
                        "default.api.timeout.ms",
                        (int) TIMEOUT_MS,
                        "enable.metrics.push",
                        false,
                        "metric.reporters",
                        "")),
                System::nanoTime,
                CompletableFuture.delayedExecutor(IDLE_NANOS, TimeUnit.NANOSECONDS));
    }

    /** @param later runs what it is given after about a minute */
    Clients(Supplier<Admin> maker, LongSupplier nanos, Executor later) {
        this.maker = maker;
        this.nanos = nanos;
        this.later = later;
    }

    /**
     * Asks, and waits for the answer.
     *
     * @throws ProblemException that tells what the cluster refused, or that nobody answered
     */
    public <T> T ask(Function<Admin, KafkaFuture<T>> question) {
        try {
            return question.apply(admin()).get(TIMEOUT_MS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw problem(e.getCause() == null ? e : e.getCause());
        } catch (TimeoutException e) {
            throw ProblemException.of(
                    ProblemException.TIMED_OUT, "No answer", "the cluster did not answer within 20 s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw ProblemException.of(ProblemException.UNAVAILABLE, "Stopping", "this broker stops");
        }
    }

    /** Asks several things at once, to wait for each of them later by {@link #ask} or {@link #known}. */
    public <T> T begin(Function<Admin, T> questions) {
        return questions.apply(admin());
    }

    /** Waits for an answer without which one can do: empty where it was refused or did not come. */
    public <T> Optional<T> known(KafkaFuture<T> answer) {
        try {
            return Optional.of(ask(_ -> answer));
        } catch (ProblemException e) {
            return Optional.empty();
        }
    }

    /** Waits for something to be done: why it was not, if so. */
    public Optional<Problem> refusal(KafkaFuture<Void> answer) {
        try {
            var _ = ask(_ -> answer);
            return Optional.empty();
        } catch (ProblemException e) {
            return Optional.of(e.problem());
        }
    }

    /** Asks for what is there at once or left out: what shows that a cluster is in trouble must not wait for it. */
    public <T> Optional<T> glance(Function<Admin, KafkaFuture<T>> question) {
        try {
            return Optional.of(question.apply(admin()).get(GLANCE_MS, TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Waits a second in all for answers without which one can do: those that are there then. */
    public <K, T> Map<K, T> soon(Map<K, KafkaFuture<T>> answers) {
        long giveUpNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GLANCE_MS);
        Map<K, T> known = new HashMap<>();
        answers.forEach((key, answer) -> {
            try {
                known.put(key, answer.get(Math.max(0, giveUpNanos - System.nanoTime()), TimeUnit.NANOSECONDS));
            } catch (ExecutionException | TimeoutException e) {
                // Refused, or not there yet.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        return known;
    }

    /** What an error of the protocol means over HTTP. */
    static ProblemException problem(Throwable cause) {
        Errors error = Errors.forException(cause);
        int status = switch (error) {
            case UNKNOWN_TOPIC_OR_PARTITION,
                    GROUP_ID_NOT_FOUND,
                    UNKNOWN_TOPIC_ID,
                    RESOURCE_NOT_FOUND,
                    TRANSACTIONAL_ID_NOT_FOUND -> ProblemException.NOT_FOUND;
            case TOPIC_ALREADY_EXISTS, NON_EMPTY_GROUP, GROUP_SUBSCRIBED_TO_TOPIC -> ProblemException.CONFLICT;
            case REQUEST_TIMED_OUT -> ProblemException.TIMED_OUT;
            case TOPIC_AUTHORIZATION_FAILED, CLUSTER_AUTHORIZATION_FAILED, GROUP_AUTHORIZATION_FAILED ->
                ProblemException.FORBIDDEN;
            case UNKNOWN_SERVER_ERROR -> ProblemException.FAILED;
            default ->
                cause instanceof ApiException
                                && error.exception() instanceof org.apache.kafka.common.errors.RetriableException
                        ? ProblemException.UNAVAILABLE
                        : ProblemException.BAD_REQUEST;
        };
        return new ProblemException(new Problem(
                status,
                "Refused by the cluster",
                String.valueOf(cause.getMessage()),
                Optional.of(error.name()),
                Optional.empty(),
                OptionalInt.empty()));
    }

    private synchronized Admin admin() {
        lastUsed = nanos.getAsLong();
        if (admin == null) {
            admin = maker.get();
            later.execute(this::closeIfIdle);
        }
        return admin;
    }

    private synchronized void closeIfIdle() {
        if (admin == null) {
            return;
        }
        if (nanos.getAsLong() - lastUsed >= IDLE_NANOS) {
            close();
        } else {
            later.execute(this::closeIfIdle);
        }
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(java.time.Duration.ZERO);
            admin = null;
        }
    }
}
