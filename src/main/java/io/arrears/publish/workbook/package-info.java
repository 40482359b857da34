/** The Tableau workbook over the marts. */
package io.arrears.publish.workbook;
