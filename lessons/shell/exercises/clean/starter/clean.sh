ls -R desk
