package io.weir.protocol.types;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.protocol.Errors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The error codes against Kafka's. */
final class ErrorCodeTest {

    @ParameterizedTest
    @EnumSource
    void means_what_it_means_to_kafka(Errors kafkas) {
        ErrorCode ours = ErrorCode.forCode(kafkas.code());

        assertThat(ours.name()).isEqualTo(kafkas.name());
        assertThat(ours.code()).isEqualTo(kafkas.code());
        assertThat(ours.isRetriable()).isEqualTo(kafkas.exception() instanceof RetriableException);
        assertThat(ours.isError()).isEqualTo(kafkas != Errors.NONE);
        assertThat(ours.defaultMessage()).isNotBlank();
    }

    @Test
    void an_unknown_code_is_an_unknown_error() {
        assertThat(ErrorCode.forCode(-2)).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR);
        assertThat(ErrorCode.forCode(Short.MAX_VALUE)).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR);
        assertThat(ErrorCode.forCode(Integer.MIN_VALUE)).isEqualTo(ErrorCode.UNKNOWN_SERVER_ERROR);
    }
}
