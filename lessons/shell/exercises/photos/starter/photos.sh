mkdir spring
cp photos/*.jpg spring

ls spring
