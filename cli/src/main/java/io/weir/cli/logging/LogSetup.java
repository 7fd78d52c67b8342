package io.weir.cli.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Layout;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import ch.qos.logback.core.spi.ContextAwareBase;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import org.slf4j.LoggerFactory;

/**
 * Sets logback up when the first logger is asked for: found through {@code META-INF/services}. Nothing is logged until a
 * command asks for it with {@link #enable}, because a Kafka client reports as a warning what a command reports better as
 * its result. Whoever names a file in the system property {@value #OWN_FILE} gets what that file says instead.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class LogSetup extends ContextAwareBase implements Configurator {

    private static final String APPENDER = "standard error";
    private static final String OWN_FILE = "logback.configurationFile";

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        if (System.getProperty(OWN_FILE) != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(started(new LineLayout(ZoneId.systemDefault()), context));
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setName(APPENDER);
        appender.setEncoder(encoder);
        appender.setOutputStream(new FileOutputStream(FileDescriptor.err));
        appender.start();
        Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.OFF);
        root.addAppender(appender);
        // Raft tells much of what is ordinary, and warns twice a second while a node is away; the broker says it once.
        context.getLogger("org.apache.ratis").setLevel(Level.ERROR);
        // A node that takes part again (ADR 20) registers its bean once more. Nobody reads it.
        context.getLogger("org.apache.ratis.util.JmxRegister").setLevel(Level.OFF);
        // The HTTP server warns of requests that are none, with a stack trace for each.
        context.getLogger("io.helidon").setLevel(Level.ERROR);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Log INFO and above from here on, or more if {@link #enableDebug} was called. */
    public static void enable() {
        atLeast(Level.INFO);
    }

    /** As {@link #enable()}, each event in this format. */
    public static void enable(LogFormat format) {
        if (format == LogFormat.JSON
                && System.getProperty(OWN_FILE) == null
                && LoggerFactory.getILoggerFactory() instanceof LoggerContext context
                && context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME).getAppender(APPENDER)
                        instanceof OutputStreamAppender<ILoggingEvent> appender
                && appender.getEncoder() instanceof LayoutWrappingEncoder<ILoggingEvent> encoder) {
            encoder.setLayout(started(new JsonLayout(), context));
        }
        enable();
    }

    private static Layout<ILoggingEvent> started(Layout<ILoggingEvent> layout, LoggerContext context) {
        layout.setContext(context);
        layout.start();
        return layout;
    }

    /** Log nearly everything from here on. */
    public static void enableDebug() {
        atLeast(Level.DEBUG);
    }

    private static void atLeast(Level level) {
        if (System.getProperty(OWN_FILE) == null
                && LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
            Logger root = context.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
            if (root.getEffectiveLevel().isGreaterOrEqual(level)) {
                root.setLevel(level);
            }
        }
    }
}
