package io.weir.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class SimilarNamesTest {

    private static final List<String> TOPICS =
            List.of("orders", "orders-dlq", "customers", "payments.settled", "invoices");

    @Test
    void findsMissingSwappedAndWrongLetters() {
        assertThat(SimilarNames.of("oders", TOPICS)).contains("orders");
        assertThat(SimilarNames.of("custmoers", TOPICS)).containsExactly("customers");
        assertThat(SimilarNames.of("Invoicez", TOPICS)).containsExactly("invoices");
    }

    @Test
    void findsWhatContainsIt() {
        assertThat(SimilarNames.of("payments", TOPICS)).containsExactly("payments.settled");
    }

    @Test
    void putsTheLikeliestFirst() {
        assertThat(SimilarNames.of("order", TOPICS)).containsExactly("orders", "orders-dlq");
    }

    @Test
    void findsNothingFarFetched() {
        assertThat(SimilarNames.of("telemetry", TOPICS)).isEmpty();
    }

    @Test
    void countsASwapAsOneEdit() {
        assertThat(SimilarNames.distance("abcd", "acbd")).isEqualTo(1);
        assertThat(SimilarNames.distance("", "abc")).isEqualTo(3);
        assertThat(SimilarNames.distance("abc", "abc")).isZero();
    }
}
