// A part of the page from an address, in its place. Whether it came: htmx tells itself that something did not, by an event,
// and refuses a promise that says nothing. Of one source it asks for one thing at a time, so that each place is its own.
export const part = (address, place, how = {}) =>
  htmx.ajax("GET", address, { source: place, target: place, swap: "innerHTML", ...how }).then(() => true, () => false);
