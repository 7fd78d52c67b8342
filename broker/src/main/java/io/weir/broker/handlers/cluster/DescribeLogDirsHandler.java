package io.weir.broker.handlers.cluster;

import io.weir.broker.partition.Partition;
import io.weir.broker.partition.Partitions;
import io.weir.broker.request.ByTopic;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Operation;
import io.weir.log.error.LogException;
import io.weir.log.store.DataFolderInfo;
import io.weir.log.store.LogStore;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.DescribeLogDirsRequest;
import io.weir.protocol.messages.DescribeLogDirsRequest.DescribableLogDirTopic;
import io.weir.protocol.messages.DescribeLogDirsResponse;
import io.weir.protocol.messages.DescribeLogDirsResponse.DescribeLogDirsPartition;
import io.weir.protocol.messages.DescribeLogDirsResponse.DescribeLogDirsResult;
import io.weir.protocol.messages.DescribeLogDirsResponse.DescribeLogDirsTopic;
import io.weir.protocol.types.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Tells which folders hold which partitions, and how large they are. */
public final class DescribeLogDirsHandler implements RequestHandler<DescribeLogDirsRequest, DescribeLogDirsResponse> {

    private static final long UNKNOWN_BYTES = -1;

    private final LogStore logs;
    private final Partitions partitions;

    public DescribeLogDirsHandler(LogStore logs, Partitions partitions) {
        this.logs = logs;
        this.partitions = partitions;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_LOG_DIRS;
    }

    @Override
    public Set<Operation> required() {
        return Set.of(Operation.DESCRIBE);
    }

    @Override
    public CompletableFuture<DescribeLogDirsResponse> handle(RequestContext context, DescribeLogDirsRequest request) {
        List<DescribeLogDirsResult> results = logs.dataFolders().stream()
                .map(folder -> describe(request, folder))
                .toList();
        return CompletableFuture.completedFuture(
                DescribeLogDirsResponse.builder().results(results).build());
    }

    @Override
    public DescribeLogDirsResponse refuse(DescribeLogDirsRequest request, int version, ErrorCode error) {
        return DescribeLogDirsResponse.builder().errorCode(error.code()).build();
    }

    private DescribeLogDirsResult describe(DescribeLogDirsRequest request, DataFolderInfo folder) {
        DescribeLogDirsResult.Builder result =
                DescribeLogDirsResult.builder().logDir(folder.path().toString());
        if (!folder.isOnline()) {
            return result.errorCode(ErrorCode.KAFKA_STORAGE_ERROR.code()).build();
        }
        Set<String> here = new HashSet<>(folder.partitionFolders());
        List<DescribeLogDirsTopic> topics = partitions
                .hosted()
                .filter(partition -> here.contains(partition.id().folderName()) && isAsked(request, partition))
                .sorted(Comparator.comparing(partition -> partition.id().topic()))
                .collect(ByTopic.collect(
                        partition -> partition.id().topic(),
                        DescribeLogDirsHandler::describe,
                        (name, described) -> DescribeLogDirsTopic.builder()
                                .name(name)
                                .partitions(described)
                                .build()));
        return result.topics(topics)
                .totalBytes(totalBytes(folder))
                .usableBytes(folder.usableBytes())
                .build();
    }

    private static boolean isAsked(DescribeLogDirsRequest request, Partition partition) {
        List<DescribableLogDirTopic> topics = request.topics();
        return topics == null
                || topics.stream()
                        .anyMatch(topic -> topic.topic().equals(partition.id().topic())
                                && topic.partitions().contains(partition.id().partition()));
    }

    private static DescribeLogDirsPartition describe(Partition partition) {
        return DescribeLogDirsPartition.builder()
                .partitionIndex(partition.id().partition())
                .partitionSize(sizeBytes(partition))
                .build();
    }

    private static long sizeBytes(Partition partition) {
        try {
            return partition.log().sizeBytes();
        } catch (LogException e) {
            return 0;
        }
    }

    private static long totalBytes(DataFolderInfo folder) {
        try {
            return Files.getFileStore(folder.path()).getTotalSpace();
        } catch (IOException e) {
            return UNKNOWN_BYTES;
        }
    }
}
