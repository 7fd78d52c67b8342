package io.weir.cli.group;

import io.weir.cli.terminal.CliException;

/** The refusal to move offsets that members go on from. */
final class GroupInUse {

    private GroupInUse() {}

    static CliException refusal(String group, Throwable cause) {
        return new CliException(
                "group '" + group + "' has members, which would go on from where they are; stop them"
                        + " first. See who they are with: weir group describe " + group,
                cause);
    }
}
