package io.arrears.desk;

/** A request that cannot be served, with the HTTP status and a sentence for the person at the desk. */
final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;

    Refused(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
