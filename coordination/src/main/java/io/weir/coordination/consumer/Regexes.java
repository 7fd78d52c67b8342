package io.weir.coordination.consumer;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.weir.coordination.membership.GroupRefusedException;
import io.weir.coordination.membership.TopicsView;
import io.weir.coordination.rebalance.RebalanceReason;
import io.weir.protocol.types.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * Regular expressions of topics, in the syntax of RE2, which takes linear time whatever somebody writes. New ones are
 * looked up at once, the others again when topics have changed, all those of a group together.
 */
final class Regexes {

    /** Topics may come and go all the time: this often is soon enough to notice. */
    private static final long MIN_REFRESH_INTERVAL_MS = 10_000;

    private final ConsumerGroupConfig config;
    private final Changes changes;

    Regexes(ConsumerGroupConfig config, Changes changes) {
        this.config = config;
        this.changes = changes;
    }

    static void requireValid(String regex) {
        try {
            Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            throw new GroupRefusedException(
                    ErrorCode.INVALID_REGULAR_EXPRESSION,
                    "SubscribedTopicRegex " + regex + " is no regular expression of RE2: " + e.getDescription());
        }
    }

    /** Looks up what has to be; returns a reason to rebalance for each expression that has another meaning than before. */
    List<RebalanceReason> refresh(
            ConsumerGroup group, Predicate<String> mayDescribe, TopicsView topics, Effects effects) {
        Subscriptions subscriptions = group.subscriptions();
        if (subscriptions.regexReaders().isEmpty()) {
            return List.of();
        }
        boolean isDue = isDue(group, topics, effects.nowMs());
        List<RebalanceReason> reasons = new ArrayList<>();
        for (String regex : List.copyOf(subscriptions.regexReaders().keySet())) {
            Optional<ResolvedRegex> before = subscriptions.resolved(regex);
            if (isDue || before.isEmpty()) {
                SortedSet<String> matching = matching(regex, topics, mayDescribe);
                if (before.isEmpty() || !before.get().topics().equals(matching)) {
                    changes.make(
                            new Change.Regex(
                                    group.id(), regex, new ResolvedRegex(matching, topics.version(), effects.nowMs())),
                            effects);
                    reasons.add(new RebalanceReason.RegexChanged(regex, List.copyOf(matching)));
                }
            }
        }
        if (isDue) {
            group.topicsSeen().regexesResolved(topics.version(), effects.nowMs());
        }
        return reasons;
    }

    /** Forgets what nobody subscribes by any more. */
    void forgetUnread(ConsumerGroup group, Effects effects) {
        for (String regex : List.copyOf(group.subscriptions().allResolved().keySet())) {
            if (!group.subscriptions().regexReaders().containsKey(regex)) {
                changes.make(new Change.RegexGone(group.id(), regex), effects);
            }
        }
    }

    private boolean isDue(ConsumerGroup group, TopicsView topics, long nowMs) {
        long sinceMs = nowMs - group.topicsSeen().regexRefreshMs();
        return group.topicsSeen().regexRefreshMs() < 0
                || (!group.topicsSeen().areRegexesUpToDate(topics) && sinceMs > MIN_REFRESH_INTERVAL_MS)
                || sinceMs > config.regexRefreshIntervalMs();
    }

    private static SortedSet<String> matching(String regex, TopicsView topics, Predicate<String> mayDescribe) {
        Pattern pattern;
        try {
            pattern = Pattern.compile(regex);
        } catch (PatternSyntaxException e) {
            // Ours are checked when they come; one from another writer's log must not stop the group.
            return new TreeSet<>();
        }
        SortedSet<String> matching = new TreeSet<>();
        for (String name : topics.names()) {
            if (pattern.matches(name) && mayDescribe.test(name)) {
                matching.add(name);
            }
        }
        return matching;
    }
}
