package io.weir.log;

import io.weir.log.error.LogException;
import io.weir.log.error.LogMovedException;
import io.weir.log.recovery.LogOrigin;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** The home a log has now. Whoever finds that it has moved tries again where it is. */
final class LogPlace {

    /** Completes the copy a log leaves for, and gives it the log's name; says what is known of it there. */
    interface Departure {
        LogOrigin make() throws IOException;
    }

    private final ReentrantLock moving = new ReentrantLock();
    private volatile LogHome home;

    LogPlace(LogHome home) {
        this.home = home;
    }

    LogHome home() {
        return home;
    }

    <T> T use(Function<LogHome, T> use) {
        while (true) {
            LogHome here = home;
            try {
                return use.apply(here);
            } catch (LogMovedException e) {
                awaitMoved(here, e);
            }
        }
    }

    void ifUsable(BiConsumer<LogHome, OpenLog> work) {
        LogHome here = home;
        if (here.handle().failure().isEmpty()) {
            here.handle().ifOpen().ifPresent(log -> work.accept(here, log));
        }
    }

    void change(Consumer<LogHome> change) {
        moving.lock();
        try {
            change.accept(home);
        } finally {
            moving.unlock();
        }
    }

    /** Why the log cannot be used. That it has moved is no reason. */
    Optional<LogException> failure() {
        return home.handle().failure().filter(reason -> !(reason instanceof LogMovedException));
    }

    void end(String how, LogHandle.Work<?> work) throws IOException {
        moving.lock();
        try {
            home.handle().end("The log " + home.location().name() + " " + how, work);
        } finally {
            moving.unlock();
        }
    }

    /** Leaves for the home of a copy. Its folder gets the name of this one's. */
    void leaveFor(LogHome copy, Departure departure) throws IOException {
        moving.lock();
        try {
            LogHome from = home;
            from.handle().leave(_ -> {
                home = from.movedTo(copy, departure.make());
                return true;
            });
        } finally {
            moving.unlock();
        }
    }

    /** Those who wait for records to be durable are told that they are. */
    void announce() {
        use(here -> {
            here.handle().open();
            here.listener().onDurable(here.handle().durableOffset());
            return true;
        });
    }

    private void awaitMoved(LogHome from, LogMovedException cause) {
        moving.lock();
        try {
            if (home.equals(from)) {
                throw cause;
            }
        } finally {
            moving.unlock();
        }
    }
}
