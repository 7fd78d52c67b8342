package io.weir.broker.handlers.topic;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.partition.Partitions;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.metadata.image.MetadataImage;
import io.weir.metadata.image.PartitionImage;
import io.weir.metadata.image.TopicImage;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.DescribeTopicPartitionsRequest;
import io.weir.protocol.messages.DescribeTopicPartitionsRequest.TopicRequest;
import io.weir.protocol.messages.DescribeTopicPartitionsResponse;
import io.weir.protocol.messages.DescribeTopicPartitionsResponse.Cursor;
import io.weir.protocol.messages.DescribeTopicPartitionsResponse.DescribeTopicPartitionsResponseTopic;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Describes topics in pages, in the order of their names (KIP-966). */
public final class DescribeTopicPartitionsHandler
        implements RequestHandler<DescribeTopicPartitionsRequest, DescribeTopicPartitionsResponse> {

    private static final Access DESCRIBE_TOPIC = Access.of(Operation.DESCRIBE, ResourceType.TOPIC);

    private final Cluster cluster;
    private final Partitions partitions;
    private final int maxPartitions;

    /** Answers at most so many partitions a page ({@code max.request.partition.size.limit}). */
    public DescribeTopicPartitionsHandler(Cluster cluster, Partitions partitions, int maxPartitions) {
        this.cluster = cluster;
        this.partitions = partitions;
        this.maxPartitions = maxPartitions;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DESCRIBE_TOPIC_PARTITIONS;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(DESCRIBE_TOPIC);
    }

    @Override
    public CompletableFuture<DescribeTopicPartitionsResponse> handle(
            RequestContext context, DescribeTopicPartitionsRequest request) {
        return CompletableFuture.completedFuture(
                isCursorValid(request)
                        ? answer(context, request)
                        : refuse(request, context.version(), ErrorCode.INVALID_REQUEST));
    }

    @Override
    public DescribeTopicPartitionsResponse refuse(
            DescribeTopicPartitionsRequest request, int version, ErrorCode error) {
        return DescribeTopicPartitionsResponse.builder()
                .topics(request.topics().stream()
                        .map(topic -> failed(topic.name(), error))
                        .toList())
                .build();
    }

    private static boolean isCursorValid(DescribeTopicPartitionsRequest request) {
        DescribeTopicPartitionsRequest.Cursor cursor = request.cursor();
        return cursor == null
                || (cursor.partitionIndex() >= 0
                        && (request.topics().isEmpty()
                                || request.topics().stream()
                                        .anyMatch(topic -> topic.name().equals(cursor.topicName()))));
    }

    private DescribeTopicPartitionsResponse answer(RequestContext context, DescribeTopicPartitionsRequest request) {
        DescribeTopicPartitionsRequest.Cursor cursor = request.cursor();
        String from = cursor == null ? "" : cursor.topicName();
        MetadataImage image = cluster.image();
        boolean all = request.topics().isEmpty();
        Collection<String> names =
                all ? image.topics().from(from).stream().map(TopicImage::name).toList() : named(request, from);
        Page page = new Page(Math.clamp(request.responsePartitionLimit(), 1, maxPartitions));
        for (String name : names) {
            int first = cursor != null && name.equals(from) ? cursor.partitionIndex() : 0;
            TopicImage topic = image.topics().named(name).orElse(null);
            if (!context.permits(DESCRIBE_TOPIC, name)) {
                if (!all) {
                    page.topics.add(failed(name, ErrorCode.TOPIC_AUTHORIZATION_FAILED));
                }
            } else if (topic == null) {
                page.topics.add(failed(name, cluster.whyMissing(name)));
            } else if (!page.add(topic, first, begin(context, topic))) {
                break;
            }
        }
        return page.build();
    }

    private static Collection<String> named(DescribeTopicPartitionsRequest request, String from) {
        TreeSet<String> names = new TreeSet<>();
        request.topics().stream().map(TopicRequest::name).forEach(names::add);
        return names.tailSet(from, true);
    }

    private DescribeTopicPartitionsResponseTopic.Builder begin(RequestContext context, TopicImage topic) {
        return DescribeTopicPartitionsResponseTopic.builder()
                .name(topic.name())
                .topicId(topic.id())
                .isInternal(cluster.isInternal(topic.name()))
                .topicAuthorizedOperations(context.authorizedOperations(ResourceType.TOPIC, topic.name()));
    }

    private static DescribeTopicPartitionsResponseTopic failed(String name, ErrorCode error) {
        return DescribeTopicPartitionsResponseTopic.builder()
                .name(name)
                .errorCode(error.code())
                .build();
    }

    /** Fills up with partitions; the first that has no place any more is where the next page begins. */
    private final class Page {
        private final List<DescribeTopicPartitionsResponseTopic> topics = new ArrayList<>();
        private int left;
        private @Nullable Cursor next;

        Page(int limit) {
            left = limit;
        }

        boolean add(TopicImage topic, int first, DescribeTopicPartitionsResponseTopic.Builder response) {
            int size = topic.partitions().size();
            if (left == 0 && first < size) {
                next = cursor(topic, first);
                return false;
            }
            int start = Math.min(first, size);
            int end = Math.min(size, start + left);
            List<PartitionImage> shown = topic.partitions().subList(start, end);
            left -= shown.size();
            topics.add(response.partitions(shown.stream()
                            .map(partition -> PartitionAnswers.description(
                                    partition, partitions.isOffline(topic.name(), partition.partitionId())))
                            .toList())
                    .build());
            if (end < size) {
                next = cursor(topic, end);
                return false;
            }
            return true;
        }

        DescribeTopicPartitionsResponse build() {
            return DescribeTopicPartitionsResponse.builder()
                    .topics(topics)
                    .nextCursor(next)
                    .build();
        }

        private static Cursor cursor(TopicImage topic, int partition) {
            return Cursor.builder()
                    .topicName(topic.name())
                    .partitionIndex(partition)
                    .build();
        }
    }
}
