package io.arrears.publish.alert;

import java.io.IOException;

/** A way to send alerts. */
interface Sink {

    /** Its name in messages; holds no secret. */
    String name();

    /** Sends the notice; the exception says why it could not. */
    void tell(Notice notice) throws IOException, InterruptedException;
}
