package io.weir.coordination.consumer;

import io.weir.coordination.consumer.MemberProfile.Topics;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The topics the members of a group read, by name and by what their regular expressions stand for. */
final class Subscriptions {

    private final NavigableMap<String, Member> members;
    private final Map<String, ResolvedRegex> resolved = new TreeMap<>();
    private @Nullable SortedSet<String> topics;
    private @Nullable Map<String, Integer> regexReaders;

    /** Reads from this view of the members; {@link #changed} says when to read it again. */
    Subscriptions(NavigableMap<String, Member> members) {
        this.members = members;
    }

    void changed() {
        topics = null;
        regexReaders = null;
    }

    void resolve(String regex, ResolvedRegex meaning) {
        resolved.put(regex, meaning);
        topics = null;
    }

    void forget(String regex) {
        resolved.remove(regex);
        topics = null;
    }

    /** What a regular expression stands for; empty when nobody has looked yet. */
    Optional<ResolvedRegex> resolved(String regex) {
        return Optional.ofNullable(resolved.get(regex));
    }

    /** All that is known of regular expressions, read or not; a view. */
    Map<String, ResolvedRegex> allResolved() {
        return Collections.unmodifiableMap(resolved);
    }

    /** How many members subscribe by each regular expression. */
    Map<String, Integer> regexReaders() {
        Map<String, Integer> readers = regexReaders;
        if (readers == null) {
            readers = new HashMap<>();
            for (Member member : members.values()) {
                Topics wanted = member.profile().topics();
                if (wanted.hasRegex()) {
                    readers.merge(wanted.regex(), 1, Integer::sum);
                }
            }
            regexReaders = readers;
        }
        return readers;
    }

    /** Names of all topics that somebody reads, whether they exist or not. */
    SortedSet<String> topics() {
        SortedSet<String> all = topics;
        if (all == null) {
            all = new TreeSet<>();
            for (Member member : members.values()) {
                all.addAll(member.profile().topics().names());
            }
            for (String regex : regexReaders().keySet()) {
                all.addAll(ofRegex(regex));
            }
            topics = all;
        }
        return all;
    }

    /** Names of the topics a member reads; a regular expression nobody has looked up stands for none. */
    SortedSet<String> of(Topics wanted) {
        if (!wanted.hasRegex()) {
            return wanted.names();
        }
        SortedSet<String> all = new TreeSet<>(wanted.names());
        all.addAll(ofRegex(wanted.regex()));
        return all;
    }

    private SortedSet<String> ofRegex(String regex) {
        return resolved(regex).map(ResolvedRegex::topics).orElse(Collections.emptySortedSet());
    }
}
