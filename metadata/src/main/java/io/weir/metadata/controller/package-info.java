/**
 * What may be changed and how: the controller's rules as a state machine, and the thin runtime that gives it a thread and a log.
 * A command, the time and a source of randomness go in; records and an answer come out.
 * No requests, sockets or files live here, and no clock but the one the runtime is given.
 */
@NullMarked
package io.weir.metadata.controller;

import org.jspecify.annotations.NullMarked;
