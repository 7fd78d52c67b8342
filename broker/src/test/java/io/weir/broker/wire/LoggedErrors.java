package io.weir.broker.wire;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Keeps the errors of the broker's log to itself; warnings, of which hostile peers cause many, are left unsaid. */
public final class LoggedErrors implements AutoCloseable {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.weir");
    private final Level level = logger.getLevel();
    private final ListAppender<ILoggingEvent> events = new ListAppender<>();

    public LoggedErrors() {
        events.start();
        logger.addAppender(events);
        logger.setAdditive(false);
        logger.setLevel(Level.ERROR);
    }

    /** The errors logged so far. */
    public List<String> messages() {
        return List.copyOf(events.list).stream()
                .map(event -> event.getLoggerName() + ": " + event.getFormattedMessage()
                        + (event.getThrowableProxy() == null
                                ? ""
                                : " " + event.getThrowableProxy().getClassName() + " "
                                        + event.getThrowableProxy().getMessage()))
                .toList();
    }

    @Override
    public void close() {
        logger.setAdditive(true);
        logger.detachAppender(events);
        logger.setLevel(level);
    }
}
