package io.weir.coordination.transaction;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.weir.protocol.messages.DescribeTransactionsResponse;
import io.weir.protocol.messages.DescribeTransactionsResponse.TopicData;
import io.weir.protocol.messages.ListTransactionsRequest;
import io.weir.protocol.messages.ListTransactionsResponse;
import io.weir.protocol.types.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** DescribeTransactions and ListTransactions. */
final class TransactionQueries {

    private final Transactions transactions;

    TransactionQueries(Transactions transactions) {
        this.transactions = transactions;
    }

    DescribeTransactionsResponse.TransactionState describe(String id) {
        return transactions
                .find(id)
                .map(TransactionQueries::described)
                .orElseGet(() -> failed(id, ErrorCode.TRANSACTIONAL_ID_NOT_FOUND));
    }

    static DescribeTransactionsResponse.TransactionState failed(String id, ErrorCode error) {
        return DescribeTransactionsResponse.TransactionState.builder()
                .transactionalId(id)
                .errorCode(error.code())
                .build();
    }

    List<ListTransactionsResponse.TransactionState> list(ListTransactionsRequest request, long nowMs) {
        String pattern = request.transactionalIdPattern();
        Pattern ids =
                pattern == null || pattern.isEmpty() ? Pattern.compile(".*", Pattern.DOTALL) : Pattern.compile(pattern);
        return transactions.all().stream()
                .filter(found -> request.producerIdFilters().isEmpty()
                        || request.producerIdFilters().contains(found.producerId()))
                .filter(found -> request.stateFilters().isEmpty()
                        || request.stateFilters().contains(found.status().label()))
                .filter(found ->
                        request.durationFilter() < 0 || nowMs - found.times().startMs() > request.durationFilter())
                .filter(found -> ids.matcher(found.id()).matches())
                .map(found -> ListTransactionsResponse.TransactionState.builder()
                        .transactionalId(found.id())
                        .producerId(found.producerId())
                        .transactionState(found.status().label())
                        .build())
                .toList();
    }

    OpenTransactions open() {
        return transactions.all().stream()
                .filter(found -> !found.status().isIdle())
                .map(found -> new OpenTransactions(
                        found.is(TransactionStatus.ONGOING) ? 1 : 0,
                        found.status().isPrepared() ? 1 : 0,
                        found.times().startMs()))
                .reduce(OpenTransactions.NONE, OpenTransactions::and);
    }

    /** Whether the request's pattern is one. */
    static boolean isPatternValid(ListTransactionsRequest request) {
        String pattern = request.transactionalIdPattern();
        try {
            var _ = Pattern.compile(pattern == null ? "" : pattern);
            return true;
        } catch (PatternSyntaxException e) {
            return false;
        }
    }

    private static DescribeTransactionsResponse.TransactionState described(Transaction found) {
        Map<String, TreeSet<Integer>> byTopic = new TreeMap<>();
        found.partitions()
                .forEach(partition -> byTopic.computeIfAbsent(partition.topic(), _ -> new TreeSet<>())
                        .add(partition.partition()));
        return DescribeTransactionsResponse.TransactionState.builder()
                .transactionalId(found.id())
                .transactionState(found.status().label())
                .transactionTimeoutMs(found.times().timeoutMs())
                .transactionStartTimeMs(found.times().startMs())
                .producerId(found.producerId())
                .producerEpoch(found.epoch())
                .topics(byTopic.entrySet().stream()
                        .map(topic -> TopicData.builder()
                                .topic(topic.getKey())
                                .partitions(List.copyOf(topic.getValue()))
                                .build())
                        .toList())
                .build();
    }
}
