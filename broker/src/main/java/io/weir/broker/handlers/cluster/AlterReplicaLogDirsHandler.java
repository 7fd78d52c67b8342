package io.weir.broker.handlers.cluster;

import io.weir.broker.request.ByTopic;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Operation;
import io.weir.log.PartitionLog;
import io.weir.log.store.DataFolderInfo;
import io.weir.log.store.LogStore;
import io.weir.protocol.messages.AlterReplicaLogDirsRequest;
import io.weir.protocol.messages.AlterReplicaLogDirsResponse;
import io.weir.protocol.messages.AlterReplicaLogDirsResponse.AlterReplicaLogDirPartitionResult;
import io.weir.protocol.messages.AlterReplicaLogDirsResponse.AlterReplicaLogDirTopicResult;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * Has partitions of this broker kept in other ones of its data folders (KIP-113). Answers when that is decided;
 * DescribeLogDirs shows how far it is.
 */
public final class AlterReplicaLogDirsHandler
        implements RequestHandler<AlterReplicaLogDirsRequest, AlterReplicaLogDirsResponse> {

    /** While a log moves, its folder's name is longer: a dot, 22 characters and {@code -future}. */
    private static final int MAX_FOLDER_NAME = 255 - 30;

    private final LogStore logs;

    private record Outcome(String topic, int partition, ErrorCode error) {}

    public AlterReplicaLogDirsHandler(LogStore logs) {
        this.logs = logs;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.ALTER_REPLICA_LOG_DIRS;
    }

    @Override
    public Set<Operation> required() {
        return Set.of(Operation.ALTER);
    }

    @Override
    public CompletableFuture<AlterReplicaLogDirsResponse> handle(
            RequestContext context, AlterReplicaLogDirsRequest request) {
        List<DataFolderInfo> folders = logs.dataFolders();
        return CompletableFuture.completedFuture(
                answer(request, (path, folderName) -> move(folders, path, folderName)));
    }

    @Override
    public AlterReplicaLogDirsResponse refuse(AlterReplicaLogDirsRequest request, int version, ErrorCode error) {
        return answer(request, (_, _) -> error);
    }

    private ErrorCode move(List<DataFolderInfo> folders, String path, String folderName) {
        if (folderName.length() > MAX_FOLDER_NAME) {
            return ErrorCode.INVALID_TOPIC_EXCEPTION;
        }
        Optional<DataFolderInfo> wanted = folders.stream()
                .filter(folder -> folder.path().toString().equals(path))
                .findFirst();
        if (wanted.isEmpty()) {
            return ErrorCode.LOG_DIR_NOT_FOUND;
        }
        // Of what an unusable folder holds nobody knows: a second copy must not come to be taken for the log.
        if (!folders.stream().allMatch(DataFolderInfo::isOnline)) {
            return ErrorCode.KAFKA_STORAGE_ERROR;
        }
        if (logs.find(folderName).flatMap(PartitionLog::failure).isPresent()) {
            return ErrorCode.KAFKA_STORAGE_ERROR;
        }
        return logs.move(folderName, wanted.get().path()) ? ErrorCode.NONE : ErrorCode.REPLICA_NOT_AVAILABLE;
    }

    private static AlterReplicaLogDirsResponse answer(
            AlterReplicaLogDirsRequest request, BiFunction<String, String, ErrorCode> outcome) {
        Stream<Outcome> outcomes = request.dirs().stream()
                .flatMap(dir -> dir.topics().stream()
                        .flatMap(topic -> topic.partitions().stream()
                                .map(index -> new Outcome(
                                        topic.name(), index, outcome.apply(dir.path(), topic.name() + "-" + index)))));
        return AlterReplicaLogDirsResponse.builder()
                .results(outcomes.collect(ByTopic.collect(
                        Outcome::topic,
                        partition -> AlterReplicaLogDirPartitionResult.builder()
                                .partitionIndex(partition.partition())
                                .errorCode(partition.error().code())
                                .build(),
                        (topic, results) -> AlterReplicaLogDirTopicResult.builder()
                                .topicName(topic)
                                .partitions(results)
                                .build())))
                .build();
    }
}
