package io.weir.protocol.records;

import io.weir.protocol.types.ErrorCode;

/** A well-formed record that a topic's rules refuse; what Kafka reports in a produce answer's record errors. */
public sealed interface RecordDefect {

    /** Position of the record in its batch, from 0. */
    int index();

    /** The code that the whole batch is refused with. */
    ErrorCode errorCode();

    /** One sentence for the producer. */
    String message();

    /** The topic is compacted and the record has no key. */
    record MissingKey(int index) implements RecordDefect {
        @Override
        public ErrorCode errorCode() {
            return ErrorCode.INVALID_RECORD;
        }

        @Override
        public String message() {
            return "Record " + index + " has no key, which a compacted topic demands";
        }
    }

    /** The timestamp lies outside the topic's range. */
    record TimestampOutOfRange(int index, long timestampMs, long earliestMs, long latestMs) implements RecordDefect {
        @Override
        public ErrorCode errorCode() {
            return ErrorCode.INVALID_TIMESTAMP;
        }

        @Override
        public String message() {
            return "Record " + index + " has timestamp " + timestampMs + ", outside the accepted range [" + earliestMs
                    + ", " + latestMs + "]";
        }
    }
}
