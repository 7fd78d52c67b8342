package io.weir.metadata.record;

import io.weir.protocol.types.MalformedMessageException;
import io.weir.protocol.wire.Message;
import io.weir.protocol.wire.MessageReader;

/** The kinds of records, each with the number that stands before it in bytes. Numbers are never used again. */
enum RecordType {
    TOPIC(1, TopicRecord.HIGHEST_VERSION),
    REMOVE_TOPIC(2, RemoveTopicRecord.HIGHEST_VERSION),
    PARTITION(3, PartitionRecord.HIGHEST_VERSION),
    CONFIG(4, ConfigRecord.HIGHEST_VERSION),
    PRODUCER_IDS(5, ProducerIdsRecord.HIGHEST_VERSION),
    REGISTER_BROKER(6, RegisterBrokerRecord.HIGHEST_VERSION),
    UNREGISTER_BROKER(7, UnregisterBrokerRecord.HIGHEST_VERSION),
    FEATURE_LEVEL(8, FeatureLevelRecord.HIGHEST_VERSION);

    private final byte id;
    private final int version;

    RecordType(int id, int version) {
        this.id = (byte) id;
        this.version = version;
    }

    byte id() {
        return id;
    }

    /** The version records are written in. */
    int version() {
        return version;
    }

    Message read(MessageReader in, int writtenVersion) {
        if (writtenVersion < 0 || writtenVersion > version) {
            throw new MalformedMessageException("A " + this + " record of version " + writtenVersion
                    + ", but this version of Weir knows 0 to " + version);
        }
        return switch (this) {
            case TOPIC -> TopicRecord.read(in, writtenVersion);
            case REMOVE_TOPIC -> RemoveTopicRecord.read(in, writtenVersion);
            case PARTITION -> PartitionRecord.read(in, writtenVersion);
            case CONFIG -> ConfigRecord.read(in, writtenVersion);
            case PRODUCER_IDS -> ProducerIdsRecord.read(in, writtenVersion);
            case REGISTER_BROKER -> RegisterBrokerRecord.read(in, writtenVersion);
            case UNREGISTER_BROKER -> UnregisterBrokerRecord.read(in, writtenVersion);
            case FEATURE_LEVEL -> FeatureLevelRecord.read(in, writtenVersion);
        };
    }

    static RecordType of(Message record) {
        return switch (record) {
            case TopicRecord r -> TOPIC;
            case RemoveTopicRecord r -> REMOVE_TOPIC;
            case PartitionRecord r -> PARTITION;
            case ConfigRecord r -> CONFIG;
            case ProducerIdsRecord r -> PRODUCER_IDS;
            case RegisterBrokerRecord r -> REGISTER_BROKER;
            case UnregisterBrokerRecord r -> UNREGISTER_BROKER;
            case FeatureLevelRecord r -> FEATURE_LEVEL;
            default -> throw new IllegalArgumentException(record.getClass().getSimpleName() + " is no metadata record");
        };
    }

    static RecordType forId(int id) {
        for (RecordType type : values()) {
            if (type.id == id) {
                return type;
            }
        }
        throw new MalformedMessageException(
                "A record of unknown type " + id + "; a newer version of Weir may have written it");
    }
}
