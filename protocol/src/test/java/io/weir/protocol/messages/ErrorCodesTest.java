package io.weir.protocol.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ErrorCodesTest {

    @Test
    void tells_the_errors_of_parts_as_well_as_of_the_whole() {
        // given
        FetchResponse response = FetchResponse.builder()
                .errorCode((short) 70)
                .responses(List.of(FetchResponse.FetchableTopicResponse.builder()
                        .partitions(List.of(
                                FetchResponse.PartitionData.builder()
                                        .errorCode((short) 3)
                                        .build(),
                                FetchResponse.PartitionData.builder().build()))
                        .build()))
                .build();

        // when
        List<Integer> codes = new ArrayList<>();
        response.errorCodes(codes::add);

        // then
        assertThat(codes).containsExactly(70, 3, 0);
    }

    @Test
    void a_list_that_is_missing_has_none() {
        // given
        MetadataResponse response = MetadataResponse.builder().build();
        DescribeLogDirsResponse empty = DescribeLogDirsResponse.builder().build();
        List<Integer> codes = new ArrayList<>();

        // when
        response.errorCodes(codes::add);
        empty.errorCodes(codes::add);

        // then
        assertThat(codes).containsOnly(0);
    }
}
