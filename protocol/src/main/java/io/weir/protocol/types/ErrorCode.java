package io.weir.protocol.types;

/**
 * The error codes of the Kafka protocol, as of Kafka 4.4.
 *
 * <p>A code is an int16 on the wire. {@link #isRetriable()} tells what Kafka's own clients do with the code: retry the
 * request, after fresh metadata where that may help, or give up.
 */
public enum ErrorCode {
    UNKNOWN_SERVER_ERROR(-1, "The server failed in a way it did not expect; its log says how."),
    NONE(0, "No error."),
    OFFSET_OUT_OF_RANGE(1, "The offset lies outside what the partition's log holds."),
    CORRUPT_MESSAGE(2, Retry.YES, "The batch is damaged: its checksum, its size or a key it must have is wrong."),
    UNKNOWN_TOPIC_OR_PARTITION(3, Retry.YES, "No such topic or partition here."),
    INVALID_FETCH_SIZE(4, "The fetch size is not valid."),
    LEADER_NOT_AVAILABLE(5, Retry.YES, "The partition has no leader yet; one is being elected."),
    NOT_LEADER_OR_FOLLOWER(6, Retry.YES, "This broker does not lead the partition, or holds no replica of it."),
    REQUEST_TIMED_OUT(7, Retry.YES, "The request was not done within its timeout."),
    BROKER_NOT_AVAILABLE(8, "The broker is not available."),
    REPLICA_NOT_AVAILABLE(9, Retry.YES, "The replica is not available on this broker."),
    MESSAGE_TOO_LARGE(10, "A batch is larger than max.message.bytes allows."),
    STALE_CONTROLLER_EPOCH(11, "The controller has moved to another node."),
    OFFSET_METADATA_TOO_LARGE(12, "The metadata beside the committed offset is longer than offset.metadata.max.bytes."),
    NETWORK_EXCEPTION(13, Retry.YES, "The connection ended before the answer came."),
    COORDINATOR_LOAD_IN_PROGRESS(14, Retry.YES, "The coordinator is still loading its state."),
    COORDINATOR_NOT_AVAILABLE(15, Retry.YES, "No coordinator is available."),
    NOT_COORDINATOR(16, Retry.YES, "This broker is not the coordinator that was asked for."),
    INVALID_TOPIC_EXCEPTION(17, "The topic's name is illegal, or the operation is not allowed on this topic."),
    RECORD_LIST_TOO_LARGE(18, "The batch is larger than a log segment (segment.bytes)."),
    NOT_ENOUGH_REPLICAS(
            19, Retry.YES, "Fewer replicas are in sync than min.insync.replicas asks for; nothing was written."),
    NOT_ENOUGH_REPLICAS_AFTER_APPEND(
            20,
            Retry.YES,
            "The records were written, but to fewer in-sync replicas than min.insync.replicas asks for."),
    INVALID_REQUIRED_ACKS(21, "acks must be -1, 0 or 1."),
    ILLEGAL_GENERATION(22, "The group is at another generation."),
    INCONSISTENT_GROUP_PROTOCOL(23, "The member shares no protocol with the group, or names none."),
    INVALID_GROUP_ID(24, "The group id is not valid."),
    UNKNOWN_MEMBER_ID(25, "The group has no such member."),
    INVALID_SESSION_TIMEOUT(
            26, "The session timeout lies outside group.min.session.timeout.ms to group.max.session.timeout.ms."),
    REBALANCE_IN_PROGRESS(27, "The group is rebalancing; join again."),
    INVALID_COMMIT_OFFSET_SIZE(28, "The offsets to commit take too much space."),
    TOPIC_AUTHORIZATION_FAILED(29, "Not allowed on this topic."),
    GROUP_AUTHORIZATION_FAILED(30, "Not allowed on this group."),
    CLUSTER_AUTHORIZATION_FAILED(31, "Not allowed on this cluster."),
    INVALID_TIMESTAMP(32, "A record's timestamp lies outside the range the topic accepts."),
    UNSUPPORTED_SASL_MECHANISM(33, "The SASL mechanism is not enabled here."),
    ILLEGAL_SASL_STATE(34, "The request does not fit the state of the SASL handshake."),
    UNSUPPORTED_VERSION(35, "This version of the request is not supported."),
    TOPIC_ALREADY_EXISTS(36, "A topic of this name exists."),
    INVALID_PARTITIONS(37, "The number of partitions is not valid."),
    INVALID_REPLICATION_FACTOR(38, "The replication factor is below 1 or above the number of brokers."),
    INVALID_REPLICA_ASSIGNMENT(39, "The replica assignment is not valid."),
    INVALID_CONFIG(40, "A configuration value is not valid."),
    NOT_CONTROLLER(41, Retry.YES, "This node is not the active controller."),
    INVALID_REQUEST(42, "The request contradicts itself or the protocol."),
    UNSUPPORTED_FOR_MESSAGE_FORMAT(43, "The format of the stored records does not allow this request."),
    POLICY_VIOLATION(44, "A configured policy forbids this."),
    OUT_OF_ORDER_SEQUENCE_NUMBER(45, "The producer's sequence numbers have a gap."),
    DUPLICATE_SEQUENCE_NUMBER(46, "The producer's sequence number was seen before."),
    INVALID_PRODUCER_EPOCH(47, "The producer's epoch is older than the current one."),
    INVALID_TXN_STATE(48, "The transaction is in a state that does not allow this."),
    INVALID_PRODUCER_ID_MAPPING(49, "The producer id does not belong to this transactional id."),
    INVALID_TRANSACTION_TIMEOUT(50, "The transaction timeout is above transaction.max.timeout.ms."),
    CONCURRENT_TRANSACTIONS(51, Retry.YES, "Another operation on the same transaction is still going on."),
    TRANSACTION_COORDINATOR_FENCED(
            52, "The transaction coordinator that wrote the marker is no longer the current one."),
    TRANSACTIONAL_ID_AUTHORIZATION_FAILED(53, "Not allowed with this transactional id."),
    SECURITY_DISABLED(54, "No authorizer is configured."),
    OPERATION_NOT_ATTEMPTED(55, "Not tried, because another part of the same request failed."),
    KAFKA_STORAGE_ERROR(56, Retry.YES, "The disk that holds the log failed."),
    LOG_DIR_NOT_FOUND(57, "No such log directory on this broker."),
    SASL_AUTHENTICATION_FAILED(58, "Authentication failed."),
    UNKNOWN_PRODUCER_ID(59, "Nothing is known of this producer id any more."),
    REASSIGNMENT_IN_PROGRESS(60, "The partition is being reassigned."),
    DELEGATION_TOKEN_AUTH_DISABLED(61, "Delegation tokens are not enabled."),
    DELEGATION_TOKEN_NOT_FOUND(62, "No such delegation token."),
    DELEGATION_TOKEN_OWNER_MISMATCH(63, "Neither owner nor renewer of the delegation token."),
    DELEGATION_TOKEN_REQUEST_NOT_ALLOWED(64, "Delegation tokens cannot be asked for over this kind of connection."),
    DELEGATION_TOKEN_AUTHORIZATION_FAILED(65, "Not allowed on this delegation token."),
    DELEGATION_TOKEN_EXPIRED(66, "The delegation token has expired."),
    INVALID_PRINCIPAL_TYPE(67, "The principal type is not supported."),
    NON_EMPTY_GROUP(68, "The group still has members."),
    GROUP_ID_NOT_FOUND(69, "No such group."),
    FETCH_SESSION_ID_NOT_FOUND(70, Retry.YES, "No such fetch session."),
    INVALID_FETCH_SESSION_EPOCH(71, Retry.YES, "The fetch session is at another epoch."),
    LISTENER_NOT_FOUND(72, Retry.YES, "The partition's leader has no listener of the name this request came in by."),
    TOPIC_DELETION_DISABLED(73, "Deleting topics is switched off (delete.topic.enable)."),
    FENCED_LEADER_EPOCH(74, Retry.YES, "The leader epoch of the request is older than the partition's."),
    UNKNOWN_LEADER_EPOCH(75, Retry.YES, "The leader epoch of the request is newer than the partition's here."),
    UNSUPPORTED_COMPRESSION_TYPE(76, "This version of the request does not know the codec of the partition's data."),
    STALE_BROKER_EPOCH(77, "The broker has registered anew since."),
    OFFSET_NOT_AVAILABLE(78, Retry.YES, "The new leader does not know the high watermark yet."),
    MEMBER_ID_REQUIRED(79, "Join again with the member id given in this answer."),
    PREFERRED_LEADER_NOT_AVAILABLE(80, Retry.YES, "The preferred leader is not available."),
    GROUP_MAX_SIZE_REACHED(81, "The group is full (group.max.size)."),
    FENCED_INSTANCE_ID(82, "Another member has registered with the same group.instance.id."),
    ELIGIBLE_LEADERS_NOT_AVAILABLE(83, Retry.YES, "No replica that may lead is available."),
    ELECTION_NOT_NEEDED(84, Retry.YES, "The partition has the leader it should have."),
    NO_REASSIGNMENT_IN_PROGRESS(85, "The partition is not being reassigned."),
    GROUP_SUBSCRIBED_TO_TOPIC(86, "The group is subscribed to the topic, so its offsets cannot be deleted."),
    INVALID_RECORD(87, "A record breaks a rule of its topic."),
    UNSTABLE_OFFSET_COMMIT(88, Retry.YES, "Offsets of an open transaction are still pending."),
    THROTTLING_QUOTA_EXCEEDED(89, Retry.YES, "The quota is used up for now."),
    PRODUCER_FENCED(90, "A newer producer uses the same transactional id."),
    RESOURCE_NOT_FOUND(91, "No such resource."),
    DUPLICATE_RESOURCE(92, "The request names the same resource twice."),
    UNACCEPTABLE_CREDENTIAL(93, "The credential does not meet the rules for credentials."),
    INCONSISTENT_VOTER_SET(94, "The sender or the receiver is not among the expected voters."),
    INVALID_UPDATE_VERSION(95, "The version to update to is not valid."),
    FEATURE_UPDATE_FAILED(96, "The features could not be updated."),
    PRINCIPAL_DESERIALIZATION_FAILURE(97, "The principal of a forwarded request could not be read."),
    SNAPSHOT_NOT_FOUND(98, "No such snapshot."),
    POSITION_OUT_OF_RANGE(99, "The position lies outside the snapshot."),
    UNKNOWN_TOPIC_ID(100, Retry.YES, "No topic with this id here."),
    DUPLICATE_BROKER_REGISTRATION(101, "Another broker uses this id."),
    BROKER_ID_NOT_REGISTERED(102, "No broker with this id is registered."),
    INCONSISTENT_TOPIC_ID(103, Retry.YES, "The topic's id is not the one in the request."),
    INCONSISTENT_CLUSTER_ID(104, "The cluster's id is not the one in the request."),
    TRANSACTIONAL_ID_NOT_FOUND(105, "No such transactional id."),
    FETCH_SESSION_TOPIC_ID_ERROR(106, Retry.YES, "The fetch session mixes topics with and without ids."),
    INELIGIBLE_REPLICA(107, "A replica that may not be in sync was named as in sync."),
    NEW_LEADER_ELECTED(108, "The partition was changed, and it has a new leader."),
    OFFSET_MOVED_TO_TIERED_STORAGE(109, "The offset is now in tiered storage."),
    FENCED_MEMBER_EPOCH(110, "The member's epoch is fenced; give up all partitions and join again."),
    UNRELEASED_INSTANCE_ID(111, "Another member of the group still holds this instance id."),
    UNSUPPORTED_ASSIGNOR(112, "The group does not support this assignor."),
    STALE_MEMBER_EPOCH(113, "The member's epoch is old; the next heartbeat brings the new one."),
    MISMATCHED_ENDPOINT_TYPE(114, "The request went to an endpoint of another type."),
    UNSUPPORTED_ENDPOINT_TYPE(115, "This type of endpoint is not supported."),
    UNKNOWN_CONTROLLER_ID(116, "No controller with this id."),
    UNKNOWN_SUBSCRIPTION_ID(117, "The telemetry subscription is unknown or has changed."),
    TELEMETRY_TOO_LARGE(118, "The pushed telemetry is larger than the broker accepts."),
    INVALID_REGISTRATION(119, "The controller refuses the broker's registration."),
    TRANSACTION_ABORTABLE(120, "The transaction failed; abort it to go on."),
    INVALID_RECORD_STATE(121, "The record's delivery state does not allow this acknowledgement."),
    SHARE_SESSION_NOT_FOUND(122, Retry.YES, "No such share session."),
    INVALID_SHARE_SESSION_EPOCH(123, Retry.YES, "The share session is at another epoch."),
    FENCED_STATE_EPOCH(124, "The share group's state is at another epoch."),
    INVALID_VOTER_KEY(125, "The voter key is not the one of this replica."),
    DUPLICATE_VOTER(126, "The voter is already in the set."),
    VOTER_NOT_FOUND(127, "The voter is not in the set."),
    INVALID_REGULAR_EXPRESSION(128, "The regular expression is not valid."),
    REBOOTSTRAP_REQUIRED(129, "The client's metadata is too old; begin again from the bootstrap servers."),
    STREAMS_INVALID_TOPOLOGY(130, "The streams topology is not valid."),
    STREAMS_INVALID_TOPOLOGY_EPOCH(131, "The epoch of the streams topology is not valid."),
    STREAMS_TOPOLOGY_FENCED(132, "The epoch of the streams topology is out of date."),
    SHARE_SESSION_LIMIT_REACHED(133, Retry.YES, "The broker holds as many share sessions as it may."),
    GROUP_DELETION_FAILED(134, "Some groups could not be deleted; the result of each says why."),
    STREAMS_TOPOLOGY_DESCRIPTION_UPDATE_FAILED(135, "The description of the streams topology could not be updated."),
    CONTROLLER_ID_NOT_REGISTERED(136, "No controller with this id is registered.");

    private enum Retry {
        YES,
        NO
    }

    private static final ErrorCode[] BY_CODE = byCode();

    private final short code;
    private final Retry retry;
    private final String defaultMessage;

    ErrorCode(int code, String defaultMessage) {
        this(code, Retry.NO, defaultMessage);
    }

    ErrorCode(int code, Retry retry, String defaultMessage) {
        this.code = (short) code;
        this.retry = retry;
        this.defaultMessage = defaultMessage;
    }

    /** The code on the wire. */
    public short code() {
        return code;
    }

    /** One sentence for people, used where an answer has room for text and nothing better is known. */
    public String defaultMessage() {
        return defaultMessage;
    }

    /** True when a client may send the same request again and hope. */
    public boolean isRetriable() {
        return retry == Retry.YES;
    }

    /** True for every code but {@link #NONE}. */
    public boolean isError() {
        return this != NONE;
    }

    /** The error of a code; {@link #UNKNOWN_SERVER_ERROR} for a code that is not known here, as Kafka's clients do. */
    public static ErrorCode forCode(int code) {
        int index = code - UNKNOWN_SERVER_ERROR.code;
        return index >= 0 && index < BY_CODE.length ? BY_CODE[index] : UNKNOWN_SERVER_ERROR;
    }

    /** The codes have no holes, so declaration order is the table; this proves it when the class is loaded. */
    private static ErrorCode[] byCode() {
        ErrorCode[] all = values();
        for (int i = 0; i < all.length; i++) {
            if (all[i].code != i + all[0].code) {
                throw new IllegalStateException(all[i] + " is declared out of order");
            }
        }
        return all;
    }
}
