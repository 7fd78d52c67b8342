package io.weir.cli.client;

import io.weir.cli.terminal.CliException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.InvalidPartitionsException;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/** The errors of Kafka's clients as one line that says what went wrong and what to do next. */
public final class Failures {

    private static final String GENERIC_SERVER_ERROR = "The server experienced an unexpected error";

    private Failures() {}

    public static String explain(Throwable failure) {
        Throwable cause = Causes.unwrap(failure);
        String said = withoutStop(Causes.brief(cause));
        return switch (cause) {
            case CliException e -> Causes.oneLine(String.valueOf(e.getMessage()));
            case AuthenticationException _ ->
                said + ". The broker asks who you are: give the client's security settings with --client-config FILE";
            case AuthorizationException _ -> said + ". Ask whoever runs the cluster for this permission";
            case TopicExistsException _ ->
                said + ". See it with: weir topic describe TOPIC, change it with: weir topic alter";
            case InvalidReplicationFactorException _ ->
                said + ". There cannot be more replicas than brokers: choose a smaller --replication-factor";
            case InvalidPartitionsException _ -> said + ". Choose another --partitions";
            case RecordTooLargeException _ -> said + ". Raise the topic's max.message.bytes, or send less at once";
            case UnsupportedVersionException _ -> said + ". The broker is too old, or does not offer this yet";
            case InvalidConfigurationException _ ->
                said + ". Kafka's names and values are at https://kafka.apache.org/documentation/#configuration";
            case NotControllerException _ -> said + ". The cluster is electing a leader: try again in a moment";
            case DisconnectException _ -> noAnswer(said);
            case TimeoutException _ -> noAnswer(said);
            case ConfigException _ -> said + ". Correct --client-config or --client-property";
            case KafkaException e when startsGeneric(e) -> said + ". The broker's own log says why";
            case KafkaException e when e.getCause() instanceof KafkaException deeper -> said + ": " + explain(deeper);
            case KafkaException _ -> said;
            default -> cause.getClass().getSimpleName() + ": " + said + ". Run it again with --debug to see where";
        };
    }

    private static boolean startsGeneric(KafkaException e) {
        String message = e.getMessage();
        return message != null && message.startsWith(GENERIC_SERVER_ERROR);
    }

    private static String noAnswer(String said) {
        return "no answer in time (" + said + "). Is that a Kafka broker, and can it be reached under the address it"
                + " advertises? See both with --debug, or wait longer with --request-timeout SECONDS";
    }

    private static String withoutStop(String text) {
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }
}
