package io.weir.log.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.weir.log.disk.Disk;
import io.weir.log.disk.SimulatedDisk;
import io.weir.log.disk.WholeFile;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpaceReserveTest {

    private static final Path DATA = Path.of("/data");
    private static final Path FILE = DATA.resolve(SpaceReserve.FILE_NAME);
    private static final long BYTES = 3 << 20;

    private final SimulatedDisk disk = new SimulatedDisk();

    @BeforeEach
    void createFolder() throws IOException {
        disk.createDirectories(DATA);
    }

    @Test
    void takesItsBytesOnce() throws IOException {
        // given
        SpaceReserve.take(disk, DATA, BYTES);
        long changes = disk.changes();

        // when
        SpaceReserve again = SpaceReserve.take(disk, DATA, BYTES);

        // then
        assertThat(disk.sizeBytes(FILE)).isEqualTo(BYTES);
        assertThat(disk.changes()).isEqualTo(changes);
        assertThat(again.isFull()).isFalse();
    }

    @Test
    void followsItsSetting() throws IOException {
        // given
        SpaceReserve.take(disk, DATA, BYTES);

        // when, then
        SpaceReserve.take(disk, DATA, BYTES / 2);
        assertThat(disk.sizeBytes(FILE)).isEqualTo(BYTES / 2);
        SpaceReserve.take(disk, DATA, BYTES);
        assertThat(disk.sizeBytes(FILE)).isEqualTo(BYTES);
        SpaceReserve.take(disk, DATA, 0);
        assertThat(disk.exists(FILE)).isFalse();
    }

    @Test
    void letsASmallFileThroughWhereRecordsFindNoRoom() throws IOException {
        // given
        SpaceReserve reserve = SpaceReserve.take(disk, DATA, BYTES);
        Disk reserving = new ReservingDisk(disk, reserve);
        disk.limitFreeBytes(0);

        // when
        assertThatThrownBy(() -> reserving.open(DATA.resolve("x.log")).writeRecords(java.nio.ByteBuffer.allocate(9), 0))
                .hasMessageContaining("No space left");
        assertThat(disk.sizeBytes(FILE)).isEqualTo(BYTES);
        WholeFile.replace(reserving, DATA.resolve("checkpoint"), "a checkpoint");

        // then
        assertThat(WholeFile.readText(disk, DATA.resolve("checkpoint"))).isEqualTo("a checkpoint");
        assertThat(disk.sizeBytes(FILE)).isZero();
        assertThat(reserve.isFull()).isTrue();
        assertThat(reserve.admits(1, false)).isFalse();
    }

    @Test
    void givesUrgentRecordsHalfOfItAndNoMore() throws IOException {
        // given
        SpaceReserve reserve = SpaceReserve.take(disk, DATA, BYTES);
        disk.limitFreeBytes(0);

        // when
        assertThat(reserve.giveUpReserve()).isTrue();

        // then
        assertThat(reserve.admits(BYTES / 2, true)).isTrue();
        assertThat(reserve.admits(1, true)).isFalse();
        assertThat(reserve.giveUpReserve()).isFalse();
    }

    @Test
    void isTakenAgainOnceThereIsRoomForItAndAsMuchForRecords() throws IOException {
        // given
        SpaceReserve reserve = SpaceReserve.take(disk, DATA, BYTES);
        disk.limitFreeBytes(0);
        reserve.giveUpReserve();

        // when, then: its own room is there, but records would find none
        reserve.tend();
        assertThat(reserve.isFull()).isTrue();

        // when
        disk.limitFreeBytes(2 * BYTES + 1);

        // then
        assertThat(reserve.admits(1, false)).isTrue();
        assertThat(disk.sizeBytes(FILE)).isEqualTo(BYTES);
        assertThat(reserve.isFull()).isFalse();
    }

    @Test
    void aBrokerThatStartsOnAFullDiskBeginsAsOne() throws IOException {
        // given
        disk.limitFreeBytes(BYTES);

        // when
        SpaceReserve reserve = SpaceReserve.take(disk, DATA, BYTES);

        // then
        assertThat(reserve.isFull()).isTrue();
        assertThat(reserve.admits(1, false)).isFalse();
        assertThat(disk.usableBytes(DATA)).isEqualTo(BYTES);
    }
}
