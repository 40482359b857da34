package io.arrears.publish.alert;

import java.io.IOException;

/** A way to tell people. */
interface Sink {

    /** What it is called in messages; holds no secret. */
    String name();

    /** Tells, or says why it could not. */
    void tell(Notice notice) throws IOException, InterruptedException;
}
