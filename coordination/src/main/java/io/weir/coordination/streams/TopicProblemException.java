package io.weir.coordination.streams;

/** The topics that are there do not fit a topology; the application waits until they do. */
final class TopicProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    static final byte MISSING_SOURCE_TOPICS = 1;
    static final byte INCORRECTLY_PARTITIONED_TOPICS = 2;

    private final byte code;

    private TopicProblemException(byte code, String message) {
        super(message, null, false, false);
        this.code = code;
    }

    static TopicProblemException missingSources(Iterable<String> topics) {
        return new TopicProblemException(
                MISSING_SOURCE_TOPICS, "Source topics " + String.join(", ", topics) + " are missing.");
    }

    static TopicProblemException wrongPartitions(String message) {
        return new TopicProblemException(INCORRECTLY_PARTITIONED_TOPICS, message);
    }

    byte code() {
        return code;
    }
}
