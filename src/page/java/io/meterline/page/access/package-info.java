/** Who may do what: users and their sessions, what a request must bring, and the headers of every response. */
package io.meterline.page.access;
