package io.weir.broker.handlers.cluster;

import io.weir.broker.partition.Partition;
import io.weir.broker.partition.Partitions;
import io.weir.broker.request.ByTopic;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Operation;
import io.weir.log.PartitionLog;
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
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/** Tells which folders hold which partitions, and how large they are. */
public final class DescribeLogDirsHandler implements RequestHandler<DescribeLogDirsRequest, DescribeLogDirsResponse> {

    private static final long UNKNOWN_BYTES = -1;

    private record Described(String topic, DescribeLogDirsPartition partition) {}

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
                .filter(partition -> isAsked(request, partition))
                .sorted(Comparator.comparing(partition -> partition.id().topic()))
                .flatMap(partition -> describe(partition, here, folder.arriving()))
                .collect(ByTopic.collect(
                        Described::topic,
                        Described::partition,
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

    /** What a folder has of a partition: its log, a copy that is to become its log, or nothing. */
    private static Stream<Described> describe(
            Partition partition, Set<String> here, Map<String, PartitionLog> arriving) {
        String topic = partition.id().topic();
        int index = partition.id().partition();
        String name = partition.id().folderName();
        PartitionLog copy = arriving.get(name);
        if (copy != null) {
            long lag = Math.max(0, number(partition::logEndOffset) - number(copy::logEndOffset));
            return Stream.of(new Described(
                    topic,
                    DescribeLogDirsPartition.builder()
                            .partitionIndex(index)
                            .partitionSize(number(copy::sizeBytes))
                            .offsetLag(lag)
                            .isFutureKey(true)
                            .build()));
        }
        return here.contains(name)
                ? Stream.of(new Described(
                        topic,
                        DescribeLogDirsPartition.builder()
                                .partitionIndex(index)
                                .partitionSize(number(partition.log()::sizeBytes))
                                .build()))
                : Stream.empty();
    }

    private static long number(LongSupplier ofLog) {
        try {
            return ofLog.getAsLong();
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
