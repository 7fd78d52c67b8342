package io.weir.metadata.log;

import java.io.IOException;

/** Nothing was written and the file is as before, so that writing may be tried again: the disk is full, for example. */
final class NotWrittenException extends IOException {

    private static final long serialVersionUID = 1L;

    NotWrittenException(IOException cause) {
        super(cause);
    }
}
