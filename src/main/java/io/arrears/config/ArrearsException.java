package io.arrears.config;

/**
 * A failure that was foreseen. Its message says which thing, what was found, what was expected and what to do; the
 * command line shows that message alone and ends with the exit code. Every other exception is shown with its stack.
 */
public class ArrearsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitCode exit;

    public ArrearsException(ExitCode exit, String message) {
        this(exit, message, null);
    }

    public ArrearsException(ExitCode exit, String message, Throwable cause) {
        super(message, cause);
        this.exit = exit;
    }

    public ExitCode exit() {
        return exit;
    }
}
