/** Starts a run as a process of its own and follows it. */
package io.arrears.desk.run;
