/** The HTML report of a published day. */
package io.arrears.publish.report;
