package io.arrears.desk.run;

import java.time.LocalDate;

/** How a run is started with the configuration of the desk. */
@FunctionalInterface
public interface RunStart {

    /** A process not started yet: one whole run for the day, in the desk's folder and environment. */
    ProcessBuilder as(LocalDate day);
}
