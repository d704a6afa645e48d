// After a refusal the reasons come first: the focus goes to where they stand.
document.querySelector("[data-focus-first]")?.focus();
