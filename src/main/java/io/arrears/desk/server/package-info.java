/** The HTTP server of the desk. */
package io.arrears.desk.server;
