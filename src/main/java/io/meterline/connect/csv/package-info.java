/** Text files, and the rows and cells of those that are CSV. A row that is not CSV affects no other row. */
package io.meterline.connect.csv;
