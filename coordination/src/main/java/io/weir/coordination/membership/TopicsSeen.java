package io.weir.coordination.membership;

import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a group has last seen of its topics, so that it notices when they change and can say which did. Kept in memory
 * only: after a restart it looks anew.
 */
public final class TopicsSeen {

    private static final long NEVER = -1;

    private long version = NEVER;
    private long regexRefreshMs = NEVER;
    private long regexVersion = NEVER;
    private SortedMap<String, Long> hashes = new TreeMap<>();

    public boolean isUpToDate(TopicsView topics) {
        return version == topics.version();
    }

    /** Takes a look; returns the names of topics that are not as they were when last looked at. */
    public SortedSet<String> look(long newVersion, SortedMap<String, Long> newHashes) {
        SortedSet<String> changed = new TreeSet<>();
        if (version != NEVER) {
            changed.addAll(differing(hashes, newHashes));
            changed.addAll(differing(newHashes, hashes));
        }
        version = newVersion;
        hashes = newHashes;
        return changed;
    }

    public void regexesResolved(long atVersion, long nowMs) {
        regexVersion = atVersion;
        regexRefreshMs = nowMs;
    }

    /** When the regular expressions were last looked up, ms since 1970; -1 for never. */
    public long regexRefreshMs() {
        return regexRefreshMs;
    }

    public boolean areRegexesUpToDate(TopicsView topics) {
        return regexVersion == topics.version();
    }

    private static SortedSet<String> differing(Map<String, Long> some, Map<String, Long> others) {
        SortedSet<String> differing = new TreeSet<>();
        some.forEach((name, hash) -> {
            if (!hash.equals(others.get(name))) {
                differing.add(name);
            }
        });
        return differing;
    }
}
