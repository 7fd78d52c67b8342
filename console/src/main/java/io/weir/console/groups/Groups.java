package io.weir.console.groups;

import io.weir.broker.insight.BrokerView;
import io.weir.console.client.Clients;
import io.weir.console.http.Answer;
import io.weir.console.http.Paging;
import io.weir.console.http.Query;
import io.weir.console.http.Request;
import io.weir.console.http.Route;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/** The groups of the cluster. Only those on the page that is asked for are looked at more closely than by name. */
public final class Groups {

    private static final String ROOT = "/api/v1/groups";

    private final Directory directory;
    private final Places places;
    private final GroupPage page;
    private final LagPage lag;
    private final OffsetReset reset;

    public Groups(BrokerView broker, Clients clients) {
        directory = new Directory(clients);
        places = new Places(broker, clients);
        page = new GroupPage(broker, directory);
        lag = new LagPage(broker, directory, places);
        reset = new OffsetReset(broker, clients, directory, places);
    }

    public List<Route> routes() {
        return List.of(
                Route.get(ROOT, this::list),
                Route.get(ROOT + "/{group}", page::answer),
                Route.delete(ROOT + "/{group}", this::delete),
                Route.get(ROOT + "/{group}/lag", lag::answer),
                Route.post(ROOT + "/{group}/offsets", reset::answer));
    }

    /** What can be told of a group in a line; the lag is over all partitions whose end is known. */
    private record Row(
            String name, Kind type, GroupState state, String protocol, OptionalInt members, OptionalLong lag) {}

    private Answer list(Request request) {
        Query query = request.query().only("search", "state", "type", "sort", "order", "page", "size");
        String search = query.text("search").orElse("").toLowerCase(Locale.ROOT);
        Optional<Set<String>> states = query.text("state").map(text -> Set.of(text.split(",", -1)));
        Optional<Set<String>> types = query.text("type").map(text -> Set.of(text.split(",", -1)));
        Comparator<GroupListing> order = switch (query.choice("sort", "name", "state", "type")) {
            case "state" -> Comparator.comparing(Groups::state);
            case "type" -> Comparator.comparing(Kind::of);
            default -> Comparator.comparing(GroupListing::groupId);
        };
        boolean isDescending = query.choice("order", "asc", "desc").equals("desc");
        Paging paging = Paging.of(query);
        List<GroupListing> found = directory.all().stream()
                .filter(group -> group.groupId().toLowerCase(Locale.ROOT).contains(search))
                .filter(group -> states.isEmpty() || states.get().contains(name(state(group))))
                .filter(group -> types.isEmpty() || types.get().contains(name(Kind.of(group))))
                .sorted((isDescending ? order.reversed() : order).thenComparing(GroupListing::groupId))
                .toList();
        List<GroupListing> shown = paging.cut(found, group -> group).items();
        Map<String, Membership> members = directory.describe(shown);
        Map<String, OptionalLong> lags = lags(shown);
        return Answer.json(paging.cut(
                found,
                group -> new Row(
                        group.groupId(),
                        Kind.of(group),
                        state(group),
                        group.protocol(),
                        size(members, group),
                        lags.getOrDefault(group.groupId(), OptionalLong.empty()))));
    }

    private static OptionalInt size(Map<String, Membership> members, GroupListing group) {
        Membership membership = members.get(group.groupId());
        return membership == null
                ? OptionalInt.empty()
                : OptionalInt.of(membership.members().size());
    }

    private Map<String, OptionalLong> lags(List<GroupListing> groups) {
        Map<String, Map<TopicPartition, Place>> all = places.of(groups);
        Set<TopicPartition> partitions = new HashSet<>();
        all.values().forEach(ofGroup -> partitions.addAll(ofGroup.keySet()));
        Map<TopicPartition, Long> ends = places.ends(partitions);
        Map<String, OptionalLong> lags = new HashMap<>();
        all.forEach((group, ofGroup) -> lags.put(
                group,
                ofGroup.isEmpty()
                        ? OptionalLong.empty()
                        : OptionalLong.of(ofGroup.entrySet().stream()
                                .mapToLong(place -> place.getValue()
                                        .lag(Places.in(ends, place.getKey()))
                                        .orElse(0))
                                .sum())));
        return lags;
    }

    static GroupState state(GroupListing group) {
        return group.groupState().orElse(GroupState.UNKNOWN);
    }

    /** As it is written in JSON. */
    private static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private Answer delete(Request request) {
        directory.delete(directory.find(request.name("group")));
        return Answer.nothing();
    }
}
