package io.weir.broker.handlers.topic;

import io.weir.broker.cluster.Cluster;
import io.weir.broker.request.RequestContext;
import io.weir.broker.request.RequestHandler;
import io.weir.broker.security.Access;
import io.weir.broker.security.Operation;
import io.weir.broker.security.ResourceType;
import io.weir.metadata.controller.ApiError;
import io.weir.metadata.controller.DeleteTopics;
import io.weir.metadata.controller.DeleteTopics.Target;
import io.weir.metadata.image.TopicImage;
import io.weir.protocol.messages.ApiKey;
import io.weir.protocol.messages.DeleteTopicsRequest;
import io.weir.protocol.messages.DeleteTopicsRequest.DeleteTopicState;
import io.weir.protocol.messages.DeleteTopicsResponse;
import io.weir.protocol.messages.DeleteTopicsResponse.DeletableTopicResult;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Deletes topics by name or id. */
public final class DeleteTopicsHandler implements RequestHandler<DeleteTopicsRequest, DeleteTopicsResponse> {

    private static final Access DELETE_TOPIC = Access.of(Operation.DELETE, ResourceType.TOPIC);
    private static final Access DESCRIBE_TOPIC = Access.of(Operation.DESCRIBE, ResourceType.TOPIC);

    private final Cluster cluster;

    public DeleteTopicsHandler(Cluster cluster) {
        this.cluster = cluster;
    }

    @Override
    public ApiKey apiKey() {
        return ApiKey.DELETE_TOPICS;
    }

    @Override
    public Set<Access> accesses() {
        return Set.of(DELETE_TOPIC, DESCRIBE_TOPIC);
    }

    @Override
    public CompletableFuture<DeleteTopicsResponse> handle(RequestContext context, DeleteTopicsRequest request) {
        List<DeletableTopicResult> results = new ArrayList<>();
        List<Target> allowed = new ArrayList<>();
        for (Target target : targets(request)) {
            String name = nameOf(target);
            if (name == null || context.permits(DELETE_TOPIC, name)) {
                allowed.add(target);
            } else {
                // The name of a topic that was given by id is told only to those who may describe it.
                boolean mayKnowName = target.name() != null || context.permits(DESCRIBE_TOPIC, name);
                results.add(failed(
                        new Target(mayKnowName ? name : null, target.id()), ErrorCode.TOPIC_AUTHORIZATION_FAILED));
            }
        }
        return cluster.submit(new DeleteTopics(allowed)).thenApply(answer -> {
            answer.topics().forEach(result -> results.add(inVersion(context.version(), answer(result))));
            return DeleteTopicsResponse.builder().responses(results).build();
        });
    }

    @Override
    public DeleteTopicsResponse refuse(DeleteTopicsRequest request, int version, ErrorCode error) {
        return DeleteTopicsResponse.builder()
                .responses(targets(request).stream()
                        .map(target -> failed(target, error))
                        .toList())
                .build();
    }

    /** Names alone up to version 5, names or ids from version 6 on. */
    private static List<Target> targets(DeleteTopicsRequest request) {
        return Stream.concat(
                        request.topicNames().stream().map(Target::named),
                        request.topics().stream().map(DeleteTopicsHandler::target))
                .toList();
    }

    private static Target target(DeleteTopicState topic) {
        return new Target(topic.name(), topic.topicId());
    }

    private @Nullable String nameOf(Target target) {
        return target.name() != null
                ? target.name()
                : cluster.image()
                        .topics()
                        .withId(target.id())
                        .map(TopicImage::name)
                        .orElse(null);
    }

    /** Versions before 3 do not know that topics can be kept from being deleted. */
    private static DeletableTopicResult inVersion(int version, DeletableTopicResult result) {
        return version < 3 && result.errorCode() == ErrorCode.TOPIC_DELETION_DISABLED.code()
                ? result.toBuilder().errorCode(ErrorCode.INVALID_REQUEST.code()).build()
                : result;
    }

    private static DeletableTopicResult answer(DeleteTopics.Result result) {
        return DeletableTopicResult.builder()
                .name(result.name())
                .topicId(result.id())
                .errorCode(result.error().code().code())
                .errorMessage(result.error().message())
                .build();
    }

    private static DeletableTopicResult failed(Target target, ErrorCode error) {
        return answer(new DeleteTopics.Result(target.name(), target.id(), ApiError.of(error)));
    }
}
