/** Rows that models learn from: tasks, splits by time, labels. */
package io.arrears.model.data;
