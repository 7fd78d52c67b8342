package io.weir.coordination.group;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The groups of one shard by id, in the order they came. */
final class Groups {

    private final Map<String, ClassicGroup> byId = new LinkedHashMap<>();

    Optional<ClassicGroup> find(String groupId) {
        return Optional.ofNullable(byId.get(groupId));
    }

    /** Adds a group, in place of one with the same id. */
    void put(ClassicGroup group) {
        byId.put(group.id(), group);
    }

    void remove(String groupId) {
        byId.remove(groupId);
    }

    Collection<ClassicGroup> all() {
        return byId.values();
    }
}
