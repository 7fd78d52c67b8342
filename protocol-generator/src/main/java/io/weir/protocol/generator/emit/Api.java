package io.weir.protocol.generator.emit;

import io.weir.protocol.generator.spec.MessageKind;
import io.weir.protocol.generator.spec.MessageSpec;
import io.weir.protocol.generator.spec.SpecException;
import java.util.Comparator;
import java.util.List;

/** A request and the response that answers it; of one name, one key and the same versions. */
record Api(MessageSpec request, MessageSpec response) {

    /** Stands for "no version is flexible"; above every version. */
    private static final int NEVER_FLEXIBLE = Short.MAX_VALUE;

    private static final int API_VERSIONS_KEY = 18;

    Api {
        if (key(request) != key(response)
                || !request.versions().valid().equals(response.versions().valid())) {
            throw new SpecException(request.name() + " and " + response.name() + " differ in key or versions");
        }
    }

    /** All requests with their responses, by rising key. */
    static List<Api> pair(List<MessageSpec> messages) {
        return messages.stream()
                .filter(message -> message.kind() == MessageKind.REQUEST)
                .map(request -> new Api(request, responseOf(request, messages)))
                .sorted(Comparator.comparingInt(Api::key))
                .toList();
    }

    /** {@code FetchRequest} and {@code FetchResponse} belong to the API {@code Fetch}. */
    static String name(MessageSpec message) {
        return message.name().replaceAll("(Request|Response)$", "");
    }

    String name() {
        return name(request);
    }

    int key() {
        return key(request);
    }

    /** The first version whose request has a header with tags. */
    int firstFlexibleRequest() {
        return firstFlexible(request);
    }

    /**
     * The first version whose response has a header with tags. A client that asks for the versions cannot know yet how
     * the header of the answer looks, so that one never changes (KIP-511).
     */
    int firstFlexibleResponse() {
        return key() == API_VERSIONS_KEY ? NEVER_FLEXIBLE : firstFlexible(response);
    }

    private static MessageSpec responseOf(MessageSpec request, List<MessageSpec> messages) {
        String wanted = name(request) + "Response";
        return messages.stream()
                .filter(message ->
                        message.kind() == MessageKind.RESPONSE && message.name().equals(wanted))
                .findFirst()
                .orElseThrow(() -> new SpecException(request.name() + " has no " + wanted));
    }

    private static int key(MessageSpec message) {
        return message.apiKey().orElseThrow(() -> new SpecException(message.name() + " has no apiKey"));
    }

    private static int firstFlexible(MessageSpec message) {
        return message.versions().flexible().isEmpty()
                ? NEVER_FLEXIBLE
                : message.versions().flexible().lowest();
    }
}
