package io.meterline.app.users;

/**
 * A user with the hash of its password. Two are equal if nothing about the user changed, the password included.
 *
 * @param user who it is
 * @param password the hash of the password
 */
public record Account(User user, PasswordHash password) {}
