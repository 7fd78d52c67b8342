package io.weir.log.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class FileSystemSyncTest {

    @Test
    void kernelsThatDoNotTellOfErrorsAreNotReliedOn() {
        assertThat(FileSystemSync.tellsOfErrors("4.18.0-553.el8.x86_64")).isFalse();
        assertThat(FileSystemSync.tellsOfErrors("5.4.0-150-generic")).isFalse();
        assertThat(FileSystemSync.tellsOfErrors("unknown")).isFalse();
        assertThat(FileSystemSync.tellsOfErrors("5.8.0")).isTrue();
        assertThat(FileSystemSync.tellsOfErrors("5.15.167.4-microsoft-standard-WSL2"))
                .isTrue();
        assertThat(FileSystemSync.tellsOfErrors("6.12.43")).isTrue();
    }

    /** The failure of one call may be about what the next caller has written, who would not be told. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void afterAFailureNobodyReliesOnIt(@TempDir Path folder) throws Exception {
        // given
        SymbolLookup symbols = Linker.nativeLinker().defaultLookup();
        FileSystemSync sync =
                new FileSystemSync.Linux(symbols.findOrThrow("open"), failing("syncfs"), symbols.findOrThrow("close"));

        // when
        assertThatThrownBy(() -> sync.sync(folder)).isInstanceOf(IOException.class);

        // then
        assertThat(sync.sync(folder)).isFalse();
    }

    @SuppressWarnings("restricted")
    private static MemorySegment failing(String name) throws ReflectiveOperationException {
        MethodHandle failing = MethodHandles.lookup()
                .findStatic(FileSystemSyncTest.class, name, MethodType.methodType(int.class, int.class));
        return Linker.nativeLinker()
                .upcallStub(failing, FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT), Arena.ofAuto());
    }

    @SuppressWarnings("unused") // by name
    private static int syncfs(int descriptor) {
        return -1;
    }
}
