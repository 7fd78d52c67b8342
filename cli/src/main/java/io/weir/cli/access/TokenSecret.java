package io.weir.cli.access;

import io.weir.cli.terminal.CliException;
import io.weir.cli.terminal.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The secret of a delegation token. It comes by standard input: what is on a command line others can see. */
final class TokenSecret {

    private static final int LONGEST = 4096;

    private TokenSecret() {}

    static byte[] read(Shell shell) {
        try {
            return Base64.getDecoder()
                    .decode(new String(shell.in().readNBytes(LONGEST), StandardCharsets.UTF_8).strip());
        } catch (IOException | IllegalArgumentException e) {
            throw new CliException("standard input has no secret of a token, which is base64 as it was told", e);
        }
    }
}
